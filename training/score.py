"""Jaccard of a network's outlines on a split, at the pictures' own size, with the average over the four flips."""
import sys

import cv2
import numpy as np
import torch

from network import Outliner
from pictures import files_of, load, planes, rows_of, squeezed


def logits(model, rgb):
    square = squeezed(rgb)
    flips = ((), (1,), (2,), (1, 2))
    views = np.stack([planes(np.flip(square, [axis - 1 for axis in flip])) for flip in flips])
    with torch.no_grad():
        answers = model(torch.from_numpy(views))[:, 0].numpy()
    return np.mean([np.flip(answer, [axis - 1 for axis in flip]) for answer, flip in zip(answers, flips)], 0)


def largest(mask):
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask.astype(np.uint8))
    if count < 2:
        return mask
    contours, _ = cv2.findContours((labels == 1 + np.argmax(stats[1:, cv2.CC_STAT_AREA])).astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    return cv2.drawContours(np.zeros(mask.shape, np.uint8), contours, -1, 1, -1) > 0


def jaccards(model, data, split, loaded=None):
    """{id: Jaccard}"""
    model.eval()
    scores = {}
    for name, rgb, _ in loaded or load(data, split):
        truth = cv2.imread(str(files_of(data, split, name)[1]), cv2.IMREAD_GRAYSCALE) > 127
        answer = cv2.resize(logits(model, rgb), (truth.shape[1], truth.shape[0]), interpolation=cv2.INTER_LINEAR)
        found = largest(answer > 0)
        scores[name] = (found & truth).sum() / max(1, (found | truth).sum())
    return scores


def summary(scores):
    values = np.array(list(scores.values()))
    return f'jaccard {values.mean():.4f} median {np.median(values):.4f} failures {(values < 0.65).mean():.3f} n {len(values)}'


if __name__ == '__main__':
    weights, data, split = sys.argv[1:4]
    torch.set_num_threads(1)
    model = Outliner()
    model.load_state_dict(torch.load(weights)['average'])
    scores = jaccards(model, data, split)
    groups = {row['id']: row['group'] for row in rows_of(data, split)}
    print(summary(scores))
    for group in sorted(set(groups.values())):
        print(group or '-', summary({name: value for name, value in scores.items() if groups[name] == group}))
    print(sorted((round(float(value), 3), name, groups[name]) for name, value in scores.items())[:14])
