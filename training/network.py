"""A small U-Net of our own. It works at half the input's resolution, which is what one processor core can train."""
import torch
from torch import nn
from torch.nn import functional as F


def block(inside, outside):
    layers = []
    for wide in (inside, outside):
        layers += [nn.Conv2d(wide, outside, 3, padding=1, bias=False), nn.BatchNorm2d(outside), nn.ReLU(inplace=True)]
    return nn.Sequential(*layers)


class Outliner(nn.Module):
    """5 planes of SIDE x SIDE in, one plane of logits of the same size out: above zero is lesion."""

    def __init__(self, widths=(16, 32, 64, 96, 128)):
        super().__init__()
        self.stem = nn.Sequential(nn.Conv2d(5, widths[0], 5, stride=2, padding=2, bias=False), nn.BatchNorm2d(widths[0]), nn.ReLU(inplace=True))
        pairs = list(zip((widths[0],) + widths[:-1], widths))
        self.down = nn.ModuleList(block(inside, outside) for inside, outside in pairs)
        self.up = nn.ModuleList(block(above + here, here) for here, above in zip(widths[-2::-1], widths[:0:-1]))
        self.drop = nn.Dropout2d(0.15)
        self.head = nn.Conv2d(widths[0], 1, 1)

    def forward(self, x):
        x = self.stem(x)
        kept = []
        for index, layer in enumerate(self.down):
            x = layer(x if index == 0 else F.max_pool2d(x, 2))
            kept.append(x)
        x = self.drop(x)
        for layer, skip in zip(self.up, kept[-2::-1]):
            x = layer(torch.cat([F.interpolate(x, scale_factor=2.0, mode='nearest'), skip], 1))
        return F.interpolate(self.head(x), scale_factor=2.0, mode='bilinear', align_corners=False)
