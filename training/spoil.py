"""Augmentation: what cameras, hands and skin do to a picture. Every random number comes from the given generator."""
import cv2
import numpy as np

from pictures import SIDE


def warped(rng, rgb, mask):
    """Turned, scaled, moved, squeezed and bent onto the square of the network."""
    height, width = mask.shape
    angle = rng.uniform(0, 2 * np.pi) if rng.random() < 0.6 else rng.choice(4) * np.pi / 2 + rng.normal(0, 0.1)
    zoom = np.exp(rng.normal(-0.08, 0.18)) / 2
    squeeze = np.exp(rng.normal(0, 0.12))
    reach = np.array([width * zoom * squeeze, height * zoom / squeeze])
    if abs(np.sin(angle)) > 0.7:
        reach = reach[::-1] * (1 if rng.random() < 0.5 else [width / height, height / width])
    middle = np.array([width, height]) / 2 + rng.normal(0, 0.06, 2) * [width, height]
    y, x = np.mgrid[0:SIDE, 0:SIDE].astype(np.float32)
    u = ((x + 0.5) / SIDE * 2 - 1) * (1 if rng.random() < 0.5 else -1)
    v = ((y + 0.5) / SIDE * 2 - 1) * (1 if rng.random() < 0.5 else -1)
    if rng.random() < 0.6:
        knots = int(rng.integers(3, 7))
        bend = cv2.resize(rng.normal(0, 0.22 / knots, (knots, knots, 2)).astype(np.float32), (SIDE, SIDE), interpolation=cv2.INTER_CUBIC)
        u, v = u + bend[:, :, 0], v + bend[:, :, 1]
    u, v = u * reach[0], v * reach[1]
    along = (middle[0] + u * np.cos(angle) - v * np.sin(angle) - 0.5).astype(np.float32)
    across = (middle[1] + u * np.sin(angle) + v * np.cos(angle) - 0.5).astype(np.float32)
    border = cv2.BORDER_REPLICATE if rng.random() < 0.85 else cv2.BORDER_REFLECT_101
    return (cv2.remap(rgb, along, across, cv2.INTER_LINEAR, borderMode=border),
            cv2.remap(mask, along, across, cv2.INTER_LINEAR, borderMode=border))


def relit(rng, rgb):
    """Exposure, contrast, cast, saturation and an uneven lamp."""
    rgb = rgb ** np.exp(rng.normal(0, 0.2)) * np.exp(rng.normal(0, 0.12)) * np.exp(rng.normal(0, 0.05, 3))
    mean = rgb.mean((0, 1))
    rgb = mean + (rgb - mean) * np.exp(rng.normal(0, 0.18))
    grey = rgb.mean(2, keepdims=True)
    rgb = grey + (rgb - grey) * np.exp(rng.normal(0, 0.25))
    if rng.random() < 0.4:
        lamp = cv2.resize(rng.normal(1, 0.13, (3, 3)).astype(np.float32), (SIDE, SIDE), interpolation=cv2.INTER_CUBIC)
        rgb = rgb * lamp[:, :, None]
    return np.clip(rgb, 0, 1).astype(np.float32)


def curve(rng, length, bend):
    steps = 12
    turn = rng.uniform(0, 2 * np.pi) + np.cumsum(rng.normal(0, bend, steps))
    walk = np.cumsum(np.stack([np.cos(turn), np.sin(turn)], 1) * length / steps, 0) + rng.uniform(0, SIDE, 2)
    return np.round(walk * 8).astype(np.int32)


def hairy(rng, rgb):
    canvas = rgb.copy()
    colour = (rng.uniform(0.0, 0.35) * np.array([1, 0.8, 0.7]) if rng.random() < 0.85 else rng.uniform(0.7, 0.95) * np.ones(3)).tolist()
    for _ in range(int(rng.integers(3, 30))):
        cv2.polylines(canvas, [curve(rng, rng.uniform(40, 220), 0.12)], False, colour, int(rng.integers(1, 3)), cv2.LINE_AA, 3)
    share = rng.uniform(0.4, 1)
    return rgb * (1 - share) + canvas * share


def ruled(rng, rgb):
    """A printed millimetre ruler, mostly at a border."""
    canvas = rgb.copy()
    horizontal = rng.random() < 0.6
    near = rng.uniform(0.02, 0.25) * SIDE
    at = near if rng.random() < 0.5 else SIDE - near
    step, start, ink = rng.uniform(5, 14), rng.uniform(-10, 90), float(rng.uniform(0, 0.3))
    towards = 1 if at < SIDE / 2 else -1
    point = lambda a, b: tuple(int(round(c * 8)) for c in ((a, b) if horizontal else (b, a)))
    count = int(rng.integers(8, 36))
    for tick in range(count):
        long = rng.uniform(0.9, 1.1) * (12 if tick % 10 == 0 else 9 if tick % 5 == 0 else 6)
        cv2.line(canvas, point(start + tick * step, at), point(start + tick * step, at + towards * long), (ink,) * 3, 1, cv2.LINE_AA, 3)
        if tick % 10 == 0 or rng.random() < 0.05:
            where = point(start + tick * step, at + towards * (long + 8))
            cv2.putText(canvas, str(rng.integers(0, 20)), (where[0] // 8, where[1] // 8), cv2.FONT_HERSHEY_SIMPLEX, 0.35, (ink,) * 3, 1, cv2.LINE_AA)
    cv2.line(canvas, point(start, at), point(start + count * step, at), (ink,) * 3, int(rng.integers(1, 3)), cv2.LINE_AA, 3)
    return canvas


def stuck(rng, rgb, mask):
    """A round coloured sticker at the border, where it covers next to nothing of the lesion."""
    for _ in range(5):
        radius = rng.uniform(0.15, 0.5) * SIDE
        turn = rng.uniform(0, 2 * np.pi)
        middle = SIDE / 2 + np.array([np.cos(turn), np.sin(turn)]) * (SIDE * rng.uniform(0.55, 0.75) + radius * 0.35)
        disc = np.zeros((SIDE, SIDE), np.float32)
        axes = (radius * rng.uniform(0.8, 1.2), radius)
        cv2.ellipse(disc, (tuple(middle), (axes[0] * 2, axes[1] * 2), rng.uniform(0, 180)), 1.0, -1)
        if (disc * mask).sum() > 0.03 * mask.sum():
            continue
        disc = cv2.GaussianBlur(disc, (0, 0), rng.uniform(0.6, 2.5))[:, :, None]
        hues = [[0.25, 0.45, 0.8], [0.3, 0.6, 0.4], [0.9, 0.8, 0.3], [0.9, 0.5, 0.3], [0.8, 0.35, 0.4], [0.75, 0.75, 0.75], [0.2, 0.25, 0.5], [0.15, 0.15, 0.2]]
        colour = np.array(hues[rng.integers(len(hues))]) * rng.uniform(0.6, 1.2) + rng.normal(0, 0.05, 3)
        grain = cv2.GaussianBlur(rng.normal(0, 0.15, (SIDE, SIDE)).astype(np.float32), (0, 0), rng.uniform(1, 4))[:, :, None]
        slope = (np.mgrid[0:SIDE, 0:SIDE][rng.integers(2)][:, :, None] / SIDE - 0.5) * rng.normal(0, 0.3)
        return (rgb * (1 - disc) + (colour + grain + slope) * disc).astype(np.float32), mask * (1 - disc[:, :, 0])
    return rgb, mask


def vignetted(rng, rgb):
    """The dark rim a dermatoscope's tube leaves."""
    y, x = np.mgrid[0:SIDE, 0:SIDE].astype(np.float32) / SIDE - 0.5
    far = np.hypot(x * rng.uniform(0.8, 1.1) + rng.normal(0, 0.04), y * rng.uniform(0.8, 1.1) + rng.normal(0, 0.04))
    rim = 1 / (1 + np.exp((far - rng.uniform(0.46, 0.62)) / rng.uniform(0.004, 0.05)))
    floor = rng.uniform(0, 0.25)
    return rgb * (floor + (1 - floor) * rim[:, :, None])


def grained(rng, rgb):
    if rng.random() < 0.35:
        rgb = cv2.GaussianBlur(rgb, (0, 0), rng.uniform(0.4, 1.8))
    if rng.random() < 0.4:
        rgb = rgb + rng.normal(0, rng.uniform(0.005, 0.04), rgb.shape)
    return rgb


def spoiled(rng, rgb, mask):
    """One picture as it might also have been taken, on the square of the network, and its mask."""
    rgb, mask = warped(rng, rgb, mask)
    rgb = relit(rng, rgb)
    if rng.random() < 0.2:
        rgb, mask = stuck(rng, rgb, mask)
    if rng.random() < 0.2:
        rgb = ruled(rng, rgb)
    if rng.random() < 0.3:
        rgb = hairy(rng, rgb)
    if rng.random() < 0.2:
        rgb = vignetted(rng, rgb)
    return np.clip(grained(rng, rgb), 0, 1).astype(np.float32), mask
