// One receiver after another in the same process: what belongs to one of them, and how it is forgotten.
import { fromChild } from "../channel/frame-types.ts";
import type { GuestChannel } from "./channel.ts";
import type { GuestClock } from "./clock.ts";
import { type Fingerprint, takeFingerprint } from "./fingerprint.ts";
import type { Listener } from "./listener.ts";
import type { ModuleStore } from "./modules.ts";
import { type Pristine, takePristine } from "./pristine.ts";
import { createServices, type Services } from "./services.ts";
import { createGuestShop, type GuestShop } from "./shop.ts";

/** What one receiver has to itself. */
export interface Epoch {
  readonly services: Services;
  readonly shop: GuestShop;
}

export interface Epochs {
  readonly current: Epoch;
  /** Forgets the current receiver; calls back when nothing of it runs any more and the next one can be loaded. */
  renew(onReady: () => void): void;
  /** Names what earlier receivers have changed for the next one; null when it finds everything as the first did. */
  changed(): string | null;
}

export interface EpochParts {
  readonly modules: ModuleStore;
  readonly listener: Listener;
  readonly clock: GuestClock;
  whenIdle(onIdle: () => void): void;
}

export function openEpoch(channel: Pick<GuestChannel, "send">): Epoch {
  const services = createServices((callId, message) => channel.send(fromChild.call, callId, message));
  return { services, shop: createGuestShop(services) };
}

/** The first `renew` has to come before any code of a receiver: it notes how the process is then. */
export function createEpochs(open: () => Epoch, first: Epoch, parts: EpochParts): Epochs {
  const { modules, listener, clock, whenIdle } = parts;
  let pristine: Pristine | null = null;
  let fingerprint: Fingerprint | null = null;
  let current = first;
  const forget = () => {
    current.services.close();
    listener.forget();
    clock.reset();
  };
  return {
    get current() {
      return current;
    },
    renew(onReady) {
      forget();
      // What was under way runs to its end where nobody hears it, and may set timers of its own meanwhile.
      whenIdle(() => {
        forget();
        if (pristine === null || fingerprint === null) {
          pristine = takePristine();
          fingerprint = takeFingerprint();
          modules.onPackage(fingerprint.include);
        }
        pristine.restore();
        current = open();
        modules.renew(current.shop.exports);
        onReady();
      });
    },
    changed: () => fingerprint?.changed() ?? null,
  };
}
