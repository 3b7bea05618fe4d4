/** The pictures on the board: loaded when they are first seen, kept in the size they came in. */

export interface PictureStore {
  /** The picture, or null while it is not there. */
  get(asset: string): CanvasImageSource | null;
}

/** `onLoaded` is called after each arrival. One that cannot be had stays away. */
export function createPictures(urlOf: (asset: string) => string, onLoaded: () => void): PictureStore {
  const images = new Map<string, HTMLImageElement>(); // asset id -> its image, loaded or not
  return {
    get(asset) {
      const known = images.get(asset);
      if (known) return known.complete && known.naturalWidth > 0 ? known : null;
      const image = new Image();
      images.set(asset, image);
      image.addEventListener("load", onLoaded);
      image.src = urlOf(asset);
      return null;
    },
  };
}
