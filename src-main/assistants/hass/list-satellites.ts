import * as v from 'valibot';
import type { HassServer } from '../../../src-shared/assistant-address.ts';
import type { Denial } from '../../../src-shared/overlay-state.ts';
import type { Clock } from '../../runtime/clock.ts';
import { cleanStatus } from '../clean-text.ts';
import { type Entities, entitiesAfter, textOf } from './entities.ts';
import type { OpenHassSocket } from './transport.ts';
import { authFrame, type Frame, parseFrame, requestFrame } from './wire.ts';

/** A Home Assistant's answer, or why there is none. */
export type SatelliteList =
  | {
      readonly kind: 'satellites';
      /** By their names; empty if it has none. */
      readonly satellites: readonly Satellite[];
      /** Whether the token may read the words of a conversation, which only an administrator's may. */
      readonly canReadTexts: boolean;
    }
  | { readonly kind: 'denied'; readonly reason: Denial }
  /** Something else answers at the address, or nothing does. */
  | { readonly kind: 'stranger' | 'nothing' };

export interface Satellite {
  /** `assist_satellite.NAME` */
  readonly entity: string;
  /** Its name for people, one line. */
  readonly name: string;
}

export interface ListOptions {
  readonly server: HassServer;
  readonly token: string;
  readonly clock: Clock;
  readonly openSocket: OpenHassSocket;
}

const ANSWER_WITHIN_MS = 10_000;
const USER_ID = 1;
const STATES_ID = 2;
const User = v.object({ is_admin: v.boolean() });

/** Ask a Home Assistant once for its satellites. Never rejects. */
export function listSatellites({ server, token, clock, openSocket }: ListOptions): Promise<SatelliteList> {
  return new Promise((resolve) => {
    let isSignedIn = false;
    let isAdmin: boolean | null = null;
    let entities: Entities | null = null;
    let hasSpoken = false;

    const finish = (list: SatelliteList) => {
      cancelDeadline();
      socket.terminate();
      resolve(list);
    };
    const deny = (reason: Denial) => finish({ kind: 'denied', reason });
    const take = (frame: Frame) => {
      hasSpoken = true;
      switch (frame.type) {
        case 'auth_required':
          // Once only: a server that asks again is not a Home Assistant.
          if (!isSignedIn) socket.send(authFrame(token));
          break;
        case 'auth_invalid':
          deny('wrong-key');
          break;
        case 'auth_ok':
          isSignedIn = true;
          socket.send(requestFrame(USER_ID, { type: 'auth/current_user' }));
          socket.send(
            requestFrame(STATES_ID, { type: 'subscribe_entities', include: { domains: ['assist_satellite'] } }),
          );
          break;
        case 'result':
          if (frame.id === USER_ID) isAdmin = frame.success && v.is(User, frame.result) && frame.result.is_admin;
          else if (!frame.success) finish({ kind: 'stranger' });
          break;
        case 'event':
          entities = entitiesAfter(new Map(), frame.event);
          break;
      }
      if (isSignedIn && isAdmin !== null && entities !== null) {
        finish({ kind: 'satellites', satellites: satellitesOf(entities), canReadTexts: isAdmin });
      }
    };

    const cancelDeadline = clock.setTimeout(
      () => finish({ kind: hasSpoken ? 'stranger' : 'nothing' }),
      ANSWER_WITHIN_MS,
    );
    const socket = openSocket(server, {
      onOpen: () => {},
      onMessage(raw) {
        const frame = parseFrame(raw);
        if (frame === null) finish({ kind: 'stranger' });
        else take(frame);
      },
      onPong: () => {},
      onClose(reason, denial) {
        if (denial === undefined) finish({ kind: /^(status|code) /.test(reason) ? 'stranger' : 'nothing' });
        else deny(denial);
      },
    });
  });
}

function satellitesOf(entities: Entities): readonly Satellite[] {
  return [...entities]
    .filter(([entity]) => /^assist_satellite\.[a-z0-9_]{1,200}$/.test(entity))
    .map(([entity, state]) => ({ entity, name: cleanStatus(textOf(state, 'friendly_name') ?? '') || entity }))
    .sort((a, b) => a.name.localeCompare(b.name) || a.entity.localeCompare(b.entity));
}
