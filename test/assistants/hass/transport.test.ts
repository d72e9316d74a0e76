import { describe, expect, it, onTestFinished } from 'vitest';
import { openHassSocket } from '../../../src-main/assistants/hass/transport.ts';
import type { HassServer } from '../../../src-shared/assistant-address.ts';
import type { Denial } from '../../../src-shared/overlay-state.ts';
import { makeCertificate } from '../../certificates.ts';
import { closedPort } from '../../loopback.ts';
import { SERVER } from './bench.ts';
import { startStandIn } from './stand-in.ts';

/** Open a socket. @returns the first message, or how it ended. */
function open(server: HassServer): Promise<string | { reason: string; denial: Denial | undefined }> {
  return new Promise((resolve) => {
    const socket = openHassSocket(server, {
      onOpen: () => {},
      onMessage: resolve,
      onPong: () => {},
      onClose: (reason, denial) => resolve({ reason, denial }),
    });
    onTestFinished(() => socket.terminate());
  });
}

const GREETING = JSON.stringify({ type: 'auth_required', ha_version: '2026.11.0' });

describe('a socket to Home Assistant', () => {
  it('is unencrypted where the address says so', async () => {
    const { port } = await startStandIn();
    expect(await open({ ...SERVER, port })).toBe(GREETING);
  });

  it('takes a certificate that is pinned, and no other [SEC-HASS-TLS]', async () => {
    const certificate = await makeCertificate();
    const other = await makeCertificate();
    const { port } = await startStandIn({ secure: certificate });
    const server = { ...SERVER, port, isEncrypted: true };
    expect(await open({ ...server, certificate: certificate.fingerprint })).toBe(GREETING);
    expect(await open({ ...server, certificate: other.fingerprint })).toMatchObject({ denial: 'wrong-certificate' });
  });

  it('takes no certificate that this computer does not trust, unless it is pinned [SEC-HASS-TLS]', async () => {
    const { port } = await startStandIn({ secure: await makeCertificate() });
    expect(await open({ ...SERVER, port, isEncrypted: true })).toEqual({
      reason: 'DEPTH_ZERO_SELF_SIGNED_CERT',
      denial: 'wrong-certificate',
    });
  });

  it('fails without a denial where nothing listens', async () => {
    expect(await open({ ...SERVER, port: await closedPort() })).toEqual({ reason: 'ECONNREFUSED', denial: undefined });
  });
});
