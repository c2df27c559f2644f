"""Pictures and masks of one split, small and in memory, and what is done to them before the network sees them."""
import csv
import hashlib
from pathlib import Path

import cv2
import numpy as np

SIDE = 192  # the network's input, px; every picture is squeezed onto this square
STORED = 320  # longer side kept in memory, px
POWER = 6  # shades of grey: Minkowski norm (Finlayson & Trezzi 2004)


def shades_of_grey(rgb):
    """RGB 0..1 with the light's colour divided out; the mean brightness stays."""
    norms = np.maximum((rgb.reshape(-1, 3) ** POWER).mean(0) ** (1 / POWER), 1e-4)
    return np.clip(rgb * (norms.mean() / norms), 0, 1)


def shrunk(picture, longest):
    scale = longest / max(picture.shape[:2])
    size = (round(picture.shape[1] * scale), round(picture.shape[0] * scale))
    return cv2.resize(picture, size, interpolation=cv2.INTER_AREA)


def rows_of(data, split):
    with open(Path(data) / 'manifest.csv', newline='') as file:
        return [row for row in csv.DictReader(file) if row['split'] == split]


def files_of(data, split, name):
    folder = Path(data) / split
    picture = next(iter(sorted((folder / 'images').glob(f'{name}.*'))))
    mask = next(iter(sorted((folder / 'masks').glob(f'{name}*'))))
    return picture, mask


def digest(path):
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()


def load(data, split):
    """[(id, RGB float32 0..1 after shades of grey, mask float32 0..1)], longer side STORED px."""
    loaded = []
    for row in rows_of(data, split):
        picture, mask = files_of(data, split, row['id'])
        rgb = shrunk(cv2.imread(str(picture), cv2.IMREAD_COLOR)[:, :, ::-1], STORED)
        truth = shrunk(cv2.imread(str(mask), cv2.IMREAD_GRAYSCALE), STORED)
        truth = cv2.resize(truth, (rgb.shape[1], rgb.shape[0]))
        loaded.append((row['id'], shades_of_grey(rgb.astype(np.float32) / 255), (truth / 255).astype(np.float32)))
    return loaded


def planes(rgb):
    """The network's input: RGB about zero, and where in the field a pixel lies (x and y, -1 to 1)."""
    y, x = np.mgrid[0:SIDE, 0:SIDE].astype(np.float32)
    place = np.stack([(x + 0.5) / SIDE * 2 - 1, (y + 0.5) / SIDE * 2 - 1])
    return np.concatenate([(rgb.transpose(2, 0, 1) - 0.6) * 4, place]).astype(np.float32)


def squeezed(rgb):
    return cv2.resize(rgb, (SIDE, SIDE), interpolation=cv2.INTER_AREA)
