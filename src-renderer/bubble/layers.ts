/** Something drawn. Content that returns later gets a new key, and so a new element. */
export interface Layer<T> {
  readonly key: number;
  readonly content: T;
}

/** A place where the old content fades out under the new one. null draws nothing. */
export interface Layers<T> {
  readonly current: Layer<T | null>;
  readonly leaving: Layer<T> | null;
}

/** Return a place that shows `content`, with nothing fading. */
export function onlyLayer<T>(content: T | null, key = 0): Layers<T> {
  return { current: { key, content }, leaving: null };
}

/** Replace the content, and let the old one fade out. Equal content changes nothing. */
export function changeLayer<T>(layers: Layers<T>, content: T | null): Layers<T> {
  const { key, content: old } = layers.current;
  if (old === content) return layers;
  return {
    current: { key: key + 1, content },
    leaving: old === null ? layers.leaving : { key, content: old },
  };
}

/** Change the content within the same layer. Equal content changes nothing. */
export function updateLayer<T>(layers: Layers<T>, content: T): Layers<T> {
  if (layers.current.content === content) return layers;
  return { ...layers, current: { key: layers.current.key, content } };
}

/** Replace the content at once, without a fade. */
export function replaceLayer<T>(layers: Layers<T>, content: T | null): Layers<T> {
  return onlyLayer(content, layers.current.key + 1);
}

/** Drop the layer `key` once it has faded out. */
export function dropLayer<T>(layers: Layers<T>, key: number): Layers<T> {
  return layers.leaving?.key === key ? { ...layers, leaving: null } : layers;
}
