import { createServer, type ServerResponse } from 'node:http';
import { listen } from '../loopback.ts';
import { type Makers, RELEASE, sha512 } from './makers.ts';

/** The answer to a request for a file: its bytes, or a function that answers by itself. */
type Answer = Uint8Array | string | ((response: ServerResponse) => void);

/** A feed on this computer. */
export interface FeedServer {
  /** The address of its folder. */
  readonly folder: string;
  readonly files: Map<string, Answer>;
  /** The files that were asked for, in order. */
  readonly asked: string[];
  /** How many connections there were, also without a request. */
  connections(): number;
}

/** Serves files until the test has finished. */
export async function serveFeed(): Promise<FeedServer> {
  const files = new Map<string, Answer>();
  const asked: string[] = [];
  let connections = 0;
  const server = createServer((request, response) => {
    const name = request.url?.slice(1) ?? '';
    asked.push(name);
    const answer = files.get(name);
    if (answer === undefined) response.writeHead(404).end();
    else if (typeof answer === 'function') answer(response);
    else response.end(answer);
  });
  server.on('connection', () => {
    connections += 1;
  });
  const { port } = await listen(server);
  return { folder: `http://127.0.0.1:${port}/`, files, asked, connections: () => connections };
}

/** Puts a release into a feed, signed by its makers. @param image the contents of this computer's AppImage. */
export function publish(
  { files }: Pick<FeedServer, 'files'>,
  makers: Makers,
  release: Partial<Omit<typeof RELEASE, 'images'>> & { readonly image?: Uint8Array; readonly arch?: string },
): void {
  const { image, arch = process.arch, ...said } = release;
  const name = 'Overlay.AppImage';
  const images = image === undefined ? [] : [{ arch, name, size: image.length, sha512: sha512(image) }];
  const feed = Buffer.from(JSON.stringify({ ...RELEASE, ...said, images }));
  files.set('update.json', feed);
  files.set('update.json.minisig', makers.sign(feed));
  if (image !== undefined) files.set(name, image);
}
