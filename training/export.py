"""Writes the shipped model: python3 export.py OUTLINE.onnx WEIGHTS.pt… (their logits are averaged)"""
import sys

import torch
from torch import nn

from network import Outliner
from pictures import SIDE


class Mean(nn.Module):
    def __init__(self, models):
        super().__init__()
        self.models = nn.ModuleList(models)

    def forward(self, planes):
        return sum(model(planes) for model in self.models) / len(self.models)


def trained(path):
    model = Outliner()
    model.load_state_dict(torch.load(path)['average'])
    return model.eval()


if __name__ == '__main__':
    out, *weights = sys.argv[1:]
    model = Mean([trained(path) for path in weights]).eval()
    torch.onnx.export(model, torch.zeros(4, 5, SIDE, SIDE), out, opset_version=13, input_names=['planes'], output_names=['logits'],
                      dynamic_axes={'planes': {0: 'n'}, 'logits': {0: 'n'}})
