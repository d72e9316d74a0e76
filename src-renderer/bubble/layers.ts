/** Something drawn. The key names this appearance of it: what comes back gets a new one, and so a new element. */
export interface Layer<T> {
  readonly key: number;
  readonly content: T;
}

/** A place where one content takes over from another while the other fades out. null draws nothing. */
export interface Layers<T> {
  readonly current: Layer<T | null>;
  readonly leaving: Layer<T> | null;
}

/** A place that shows `content`, with nothing fading. */
export function onlyLayer<T>(content: T | null, key = 0): Layers<T> {
  return { current: { key, content }, leaving: null };
}

/** Puts `content` in place; what was there starts to leave. The same content again changes nothing. */
export function changeLayer<T>(layers: Layers<T>, content: T | null): Layers<T> {
  const { key, content: old } = layers.current;
  if (old === content) return layers;
  return {
    current: { key: key + 1, content },
    leaving: old === null ? layers.leaving : { key, content: old },
  };
}

/** Changes what is in place, as the same appearance. The same content again changes nothing. */
export function updateLayer<T>(layers: Layers<T>, content: T): Layers<T> {
  if (layers.current.content === content) return layers;
  return { ...layers, current: { key: layers.current.key, content } };
}

/** Puts `content` in place at once, as a new appearance. */
export function replaceLayer<T>(layers: Layers<T>, content: T | null): Layers<T> {
  return onlyLayer(content, layers.current.key + 1);
}

/** Forgets what has finished leaving. `key` is that of the layer whose fade ended. */
export function dropLayer<T>(layers: Layers<T>, key: number): Layers<T> {
  return layers.leaving?.key === key ? { ...layers, leaving: null } : layers;
}
