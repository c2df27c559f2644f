"""Trains the outline network: python3 train.py DATA OUT MINUTES [--seed N]

The learning rate follows a cosine over the given minutes. Of the data only pictures and masks are read, no diagnosis.
"""
import argparse
import copy
import json
import time
from pathlib import Path

import cv2
import numpy as np
import torch
from torch.nn import functional as F

from network import Outliner
from pictures import digest, files_of, load, planes
from score import jaccards, summary
from spoil import spoiled

BATCH = 9
LEARNING_RATE = 2.5e-3
KEPT = 0.996  # of the running average of the weights, per step


def loss_of(logits, truth):
    """Cross entropy and soft Jaccard, half and half."""
    share = torch.sigmoid(logits)
    both = (share * truth).sum((1, 2, 3))
    either = (share + truth - share * truth).sum((1, 2, 3))
    return F.binary_cross_entropy_with_logits(logits, truth) + (1 - (both + 20) / (either + 20)).mean()


def batches(rng, loaded):
    order = rng.permutation(len(loaded))
    for start in range(0, len(order) - BATCH + 1, BATCH):
        pairs = [spoiled(rng, loaded[index][1], loaded[index][2]) for index in order[start:start + BATCH]]
        inputs = torch.from_numpy(np.stack([planes(rgb) for rgb, _ in pairs]))
        yield inputs, torch.from_numpy(np.stack([mask for _, mask in pairs]))[:, None]


def follow(average, model, step):
    kept = min(KEPT, (1 + step) / (10 + step))
    with torch.no_grad():
        for mean, now in zip(average.state_dict().values(), model.state_dict().values()):
            if mean.dtype.is_floating_point:
                mean.mul_(kept).add_(now, alpha=1 - kept)
            else:
                mean.copy_(now)


def train(options):
    torch.set_num_threads(1)
    cv2.setNumThreads(1)
    torch.manual_seed(options.seed)
    rng = np.random.default_rng(options.seed)
    out = Path(options.out)
    out.mkdir(parents=True, exist_ok=True)
    loaded = load(options.data, 'train')
    dev = load(options.data, 'dev')
    manifest = [{'id': name, 'picture': digest(files_of(options.data, 'train', name)[0]), 'mask': digest(files_of(options.data, 'train', name)[1])} for name, _, _ in loaded]
    (out / 'manifest.json').write_text(json.dumps(manifest, indent=1) + '\n')
    model = Outliner().to(memory_format=torch.channels_last)
    average = copy.deepcopy(model)
    print('parameters', sum(p.numel() for p in model.parameters()), flush=True)
    optimizer = torch.optim.AdamW(model.parameters(), lr=LEARNING_RATE, weight_decay=2e-2)
    start, step, epoch = time.time(), 0, 0
    while (done := (time.time() - start) / (60 * options.minutes)) < 1:
        model.train()
        losses, begun = [], time.time()
        for inputs, truth in batches(rng, loaded):
            done = min(1, (time.time() - start) / (60 * options.minutes))
            for group in optimizer.param_groups:
                group['lr'] = LEARNING_RATE * min(1, (step + 1) / 60) * (0.5 + 0.5 * np.cos(np.pi * done)) + 1e-5
            with torch.autocast('cpu', dtype=torch.bfloat16):  # three times as fast; the weights stay 32 bits
                answer = model(inputs.contiguous(memory_format=torch.channels_last))
            loss = loss_of(answer.float(), truth)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 2.0)
            optimizer.step()
            step += 1
            follow(average, model, step)
            losses.append(loss.item())
        epoch += 1
        line = f'epoch {epoch} done {done:.3f} loss {np.mean(losses):.4f} seconds {time.time() - begun:.1f}'
        if epoch % 10 == 0 or done >= 1:
            torch.save({'average': average.state_dict(), 'model': model.state_dict(), 'epoch': epoch, 'seed': options.seed}, out / 'weights.pt')
            line += ' dev ' + summary(jaccards(average, options.data, 'dev', dev))
        print(line, flush=True)


if __name__ == '__main__':
    parser = argparse.ArgumentParser()
    parser.add_argument('data')
    parser.add_argument('out')
    parser.add_argument('minutes', type=float)
    parser.add_argument('--seed', type=int, default=4)
    train(parser.parse_args())
