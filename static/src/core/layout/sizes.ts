/** The sizes that text may take, in board units; `board/core/layout/sizes.py` has the same. */

export const NOTE_SIZES = [28, 26, 24, 22, 20, 18, 17, 16, 15, 14, 13, 12] as const;
export const LABEL_SIZES = [64, 56, 48, 40, 36, 32, 28, 26, 24, 22, 20, 18, 16, 14, 12] as const;
