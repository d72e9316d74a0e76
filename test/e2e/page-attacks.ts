/**
 * The attacks of a page that has been taken over. Each function runs in a page and knows nothing of this file. It returns the
 * data that it got; it rejects, or returns nothing, when it was refused.
 */

/** Where an attack tries to get. */
export interface Target {
  /** A web server that would answer everybody. */
  readonly http: string;
  readonly ws: string;
  /** The port of a UDP socket on 127.0.0.1. */
  readonly udpPort: number;
}

export type Attack = (target: Target) => Promise<unknown>;

/** Attacks on the outside: the network, files, other origins. */
export const REACHING_OUT: Readonly<Record<string, Attack>> = {
  'fetch from the web': async ({ http }) => (await fetch(http)).status,
  'fetch without asking the server': async ({ http }) => (await fetch(http, { mode: 'no-cors' })).type,
  'fetch a file': async () => (await fetch('file:///etc/hosts')).text(),
  'fetch a data: address': async () => (await fetch('data:text/plain,x')).text(),
  'fetch a blob: address': async () => (await fetch(URL.createObjectURL(new Blob(['x'])))).text(),
  'fetch from its own origin': async () => (await fetch('/bubble.html')).text(),
  XMLHttpRequest: ({ http }) =>
    new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.onload = () => resolve(request.status);
      request.onerror = reject;
      request.open('GET', http);
      request.send();
    }),
  WebSocket: ({ ws }) =>
    new Promise((resolve, reject) => {
      const socket = new WebSocket(ws);
      socket.onopen = () => resolve('open');
      socket.onerror = reject;
    }),
  EventSource: ({ http }) =>
    new Promise((resolve, reject) => {
      const source = new EventSource(http);
      source.onopen = () => resolve('open');
      source.onerror = reject;
    }),
  'a beacon': async ({ http }) => {
    // It says yes also to one that is never sent; the server tells.
    navigator.sendBeacon(http, 'x');
  },
  WebTransport: async ({ http }) => {
    const transport = new WebTransport(http.replace('http:', 'https:'));
    await transport.ready;
    return 'open';
  },
  'a WebRTC connection': async ({ http, udpPort }) => {
    const relay = `turn:127.0.0.1:${new URL(http).port}?transport=tcp`;
    const connection = new RTCPeerConnection({
      iceServers: [{ urls: `stun:127.0.0.1:${udpPort}` }, { urls: relay, username: 'x', credential: 'x' }],
    });
    connection.createDataChannel('x');
    const candidates: string[] = [];
    const gathered = new Promise((resolve) => {
      connection.onicecandidate = ({ candidate }) => {
        if (candidate) candidates.push(candidate.candidate);
        else resolve(null);
      };
    });
    await connection.setLocalDescription();
    await gathered;
    connection.close();
    return candidates.join('\n');
  },
  'an image from the web': ({ http }) =>
    new Promise((resolve, reject) => {
      const image = new Image();
      image.onload = () => resolve(image.width);
      image.onerror = reject;
      image.src = `${http}/image.svg`;
    }),
  'an image from a file': () =>
    new Promise((resolve, reject) => {
      const image = new Image();
      image.onload = () => resolve(image.width);
      image.onerror = reject;
      image.src = 'file:///usr/share/pixmaps/debian-logo.png';
    }),
  'an image from a data: address': () =>
    new Promise((resolve, reject) => {
      const image = new Image();
      image.onload = () => resolve('loaded');
      image.onerror = reject;
      image.src = 'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>';
    }),
  'a stylesheet from the web': ({ http }) =>
    new Promise((resolve, reject) => {
      const link = document.createElement('link');
      link.rel = 'stylesheet';
      link.href = `${http}/style.css`;
      link.onload = () => resolve('loaded');
      link.onerror = reject;
      document.head.append(link);
    }),
  'a font from the web': async ({ http }) => {
    await new FontFace('x', `url(${http}/font.woff2)`).load();
    return 'loaded';
  },
  'hints to connect, to look up and to load ahead': async ({ http }) => {
    for (const rel of ['preconnect', 'dns-prefetch', 'prefetch', 'preload', 'modulepreload', 'prerender']) {
      const link = document.createElement('link');
      link.rel = rel;
      link.href = http;
      if (rel === 'preload') link.as = 'image';
      document.head.append(link);
    }
  },
  'a frame with a web page': ({ http }) =>
    new Promise((resolve) => {
      const frame = document.createElement('iframe');
      frame.src = http;
      // It is told of a load in any case; a refused page has another origin, so that nothing of it can be read.
      frame.onload = () => resolve(frame.contentDocument?.body.textContent);
      document.body.append(frame);
    }),
  'a frame with one of our pages': () =>
    new Promise((resolve) => {
      const frame = document.createElement('iframe');
      frame.src = '/controls.html';
      frame.onload = () => resolve(Boolean(frame.contentDocument?.querySelector('#root')));
      document.body.append(frame);
    }),
  'a webview': async ({ http }) => {
    const view = document.createElement('webview');
    view.setAttribute('src', http);
    document.body.append(view);
    return 'loadURL' in view;
  },
  'an embedded object': ({ http }) =>
    new Promise((resolve, reject) => {
      const embedded = document.createElement('object');
      embedded.data = http;
      embedded.onload = () => resolve('loaded');
      embedded.onerror = reject;
      document.body.append(embedded);
    }),
};

/** Attacks that would run code that is not ours. Each counts as done when `pwned` is there. */
export const RUNNING_CODE: Readonly<Record<string, Attack>> = {
  'an inline script': async () => {
    const script = document.createElement('script');
    script.append('window.pwned = 1');
    document.body.append(script);
    return 'pwned' in window;
  },
  'a script from the web': ({ http }) =>
    new Promise((resolve, reject) => {
      const script = document.createElement('script');
      script.onload = () => resolve('loaded');
      script.onerror = reject;
      script.setAttribute('src', `${http}/script.js`);
      document.head.append(script);
    }),
  'an inline handler': async () => {
    const button = document.createElement('button');
    button.setAttribute('onclick', 'window.pwned = 1');
    document.body.append(button);
    button.click();
    return 'pwned' in window;
  },
  'markup with a handler': async () => {
    document.body.insertAdjacentHTML('beforeend', '<img src="x" onerror="window.pwned = 1">');
    await new Promise((resolve) => setTimeout(resolve, 200));
    return 'pwned' in window;
  },
  'a javascript: link': async () => {
    const link = document.createElement('a');
    link.href = 'javascript:window.pwned=1';
    document.body.append(link);
    link.click();
    await new Promise((resolve) => setTimeout(resolve, 200));
    return 'pwned' in window;
  },
  // In a task of its own: the debugger's evaluation, by which all of this runs, is free of the policy for eval.
  eval: () =>
    new Promise((resolve, reject) => {
      setTimeout(() => {
        try {
          // biome-ignore lint/security/noGlobalEval: the test is that it is refused.
          resolve(globalThis.eval('1 + 1'));
        } catch (error) {
          reject(error);
        }
      });
    }),
  'new Function': () =>
    new Promise((resolve, reject) => {
      setTimeout(() => {
        try {
          resolve(new Function('return 1')());
        } catch (error) {
          reject(error);
        }
      });
    }),
  'a timer with text': async () => {
    const later: (handler: string) => number = window.setTimeout;
    later('window.pwned = 1');
    await new Promise((resolve) => setTimeout(resolve, 200));
    return 'pwned' in window;
  },
  'a worker from a blob: address': () =>
    new Promise((resolve, reject) => {
      const worker = new Worker(URL.createObjectURL(new Blob(['postMessage(1)'])));
      worker.onmessage = () => resolve('ran');
      worker.onerror = reject;
    }),
  'a service worker': async () => (await navigator.serviceWorker.register('/assets/bubble.js')).scope,
  WebAssembly: () =>
    new Promise((resolve, reject) => {
      const smallestModule = new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);
      setTimeout(() => WebAssembly.compile(smallestModule).then(() => resolve('compiled'), reject));
    }),
  'an inline style': async () => {
    const style = document.createElement('style');
    style.append('body { outline: 7px solid red }');
    document.head.append(style);
    return getComputedStyle(document.body).outlineWidth === '7px';
  },
};

/** Attacks on where the page is. They are seen to fail by the page's being where it was. */
export const LEAVING: Readonly<Record<string, Attack>> = {
  'an assigned location': async ({ http }) => {
    location.href = http;
  },
  'a location in a file': async () => {
    location.assign('file:///etc/hosts');
  },
  'a location in a data: address': async () => {
    location.assign('data:text/html,x');
  },
  'a location in another of our pages': async () => {
    location.assign('/other.html');
  },
  'a link': async ({ http }) => {
    const link = document.createElement('a');
    link.href = http;
    document.body.append(link);
    link.click();
  },
  'a link to a new window': async ({ http }) => {
    const link = document.createElement('a');
    link.href = http;
    link.target = '_blank';
    document.body.append(link);
    link.click();
  },
  'a download': async () => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob(['x']));
    link.download = 'x.desktop';
    document.body.append(link);
    link.click();
  },
  'a form': async ({ http }) => {
    const form = document.createElement('form');
    form.action = http;
    document.body.append(form);
    form.submit();
  },
  'a refresh in the markup': async ({ http }) => {
    const meta = document.createElement('meta');
    meta.httpEquiv = 'refresh';
    meta.content = `0;url=${http}`;
    document.head.append(meta);
  },
  'window.open': async ({ http }) => window.open(http),
  'window.open of nothing': async () => window.open('about:blank'),
};

/** Attacks that would ask the user or the system. */
export const ASKING: Readonly<Record<string, Attack>> = {
  notifications: async () => (await Notification.requestPermission()) === 'granted',
  'the place': () => new Promise((resolve, reject) => navigator.geolocation.getCurrentPosition(resolve, reject)),
  'the microphone': () => navigator.mediaDevices.getUserMedia({ audio: true }),
  'the camera': () => navigator.mediaDevices.getUserMedia({ video: true }),
  'the screen': () => navigator.mediaDevices.getDisplayMedia(),
  'the clipboard': async () => typeof (await navigator.clipboard.readText()),
  'the fonts': async () => (await Reflect.get(window, 'queryLocalFonts')())[0],
  'MIDI devices': () => navigator.requestMIDIAccess(),
  'a screen that stays on': () => navigator.wakeLock.request('screen'),
  'storage that stays': () => navigator.storage.persist(),
};

/** Loads a script. By a hint, because the pages' policy lets nothing be assigned to the `src` of a script element. */
export function loadModule(address: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const link = document.createElement('link');
    link.rel = 'modulepreload';
    link.onload = () => resolve('loaded');
    link.onerror = () => reject(new Error('refused'));
    link.href = address === 'blob:' ? URL.createObjectURL(new Blob(['1'], { type: 'text/javascript' })) : address;
    document.head.append(link);
  });
}

/** Addresses from which a page must not get a script. @param own the path of a script that is the page's own. */
export const FOREIGN_SCRIPTS: Readonly<Record<string, (target: Target, own: string) => string>> = {
  'beside its folder': () => 'app://overlay/../main/app.js',
  'beside its folder, the slash encoded': () => 'app://overlay/..%2fmain%2fapp.js',
  'beside its folder, the dots encoded': () => 'app://overlay/%2e%2e/main/app.js',
  'beside its folder, with backslashes': () => 'app://overlay/..%5cmain%5capp.js',
  'another host': (_, own) => `app://other${own}`,
  'the web': ({ http }) => `${http}/script.js`,
  'a data: address': () => 'data:text/javascript,1',
  'a blob: address': () => 'blob:',
};
