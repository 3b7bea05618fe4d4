"""The sizes that text may take, in board units; static/src/core/layout/sizes.ts has the same."""

NOTE_SIZES = (28, 26, 24, 22, 20, 18, 17, 16, 15, 14, 13, 12)
LABEL_SIZES = (64, 56, 48, 40, 36, 32, 28, 26, 24, 22, 20, 18, 16, 14, 12)
