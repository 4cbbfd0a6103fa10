// Builds a world from its parts and plays it: provider, receiver and shop on one virtual clock, into one history.
import type { ReceiverOutcome } from "../contract/history.ts";
import { createProvider } from "../provider/provider.ts";
import { signatureSchemes } from "../signatures/schemes.ts";
import type { SignatureScheme } from "../signatures/types.ts";
import { createAttacker } from "./attacker.ts";
import { createCourier } from "./courier.ts";
import { createHandSender } from "./hand-sender.ts";
import { createJobRunner } from "./job-runner.ts";
import { createNetwork } from "./network.ts";
import { createPassage } from "./passage.ts";
import { createPlayer } from "./player.ts";
import { createPower } from "./power.ts";
import { createProviderSender } from "./provider-sender.ts";
import { createReceiverHost, type HostOptions } from "./receiver-host.ts";
import { createEventWords } from "./sender-parts.ts";
import { createShopDesk } from "./shop-desk.ts";
import { createStage, type Stage } from "./stage.ts";
import type { StartWorldResult, World, WorldOptions } from "./world-types.ts";

/** Starts the receiver on a fresh shop. Code that does not compile or start is the learner's, so it comes back as data. */
export async function startWorld(options: WorldOptions): Promise<StartWorldResult> {
  const stage = createStage(options);
  stage.recorder.onBatch(options.onEntries);
  const parts = await assemble(stage, options);
  try {
    const problem = await parts.host.start("start");
    // A fault of the shop while the code was loaded is ours or the author's: it is thrown, and no problem of the code.
    await parts.desk.settled();
    if (problem === null) return { ok: true, world: createWorld(stage, parts) };
    await parts.shop.close();
    return { ok: false, problem };
  } catch (error) {
    await parts.host.takeDown();
    await parts.shop.close();
    throw error;
  } finally {
    stage.recorder.flush();
  }
}

type WorldParts = Awaited<ReturnType<typeof assemble>>;

async function assemble(stage: Stage, options: WorldOptions) {
  const { scenario, pacing, profile, epochMs, sandbox, files } = options;
  const { clock, ids, random } = stage;
  const scheme = signatureSchemes[options.schemeId];
  const secrets = liveSecrets(stage, scheme, options.liveSecrets);
  const shop = await options.openShop({
    epochMs,
    nowMs: () => clock.nowMs,
    onEffect: (effect) => desk.recordEffect(effect),
    onWaiting: () => desk.noteChange(),
  });
  const desk = createShopDesk(stage, shop, pacing);
  const env = environment(secrets.map(scheme.receiverSecret));
  const host = createReceiverHost(stage, desk, { sandbox, files, ...withSecret(env, options.secret) });
  const jobs = createJobRunner(stage, host, shop);
  const player = createPlayer(stage, { host, desk, jobs });
  const network = createNetwork(stage, host, pacing);
  const path = scenario.webhookPath;
  const provider = createProvider({ scheme, profile, clock, ids, random, path, secrets });
  const courier = createCourier(stage, { provider, network, profile });
  const words = createEventWords(stage, scenario);
  const senderParts = { scenario, scheme, profile, provider, network, courier, secrets, words };
  const sender = createProviderSender(stage, senderParts);
  const attacker = createAttacker(stage, senderParts, sender);
  const hand = createHandSender(stage, senderParts);
  const sharedSecrets = secrets.filter((secret) => scheme.receiverSecret(secret) === secret);
  return { shop, desk, host, jobs, player, network, provider, sender, attacker, hand, env, sharedSecrets };
}

function createWorld(stage: Stage, parts: WorldParts): World {
  const { clock, recorder } = stage;
  const { shop, desk, host, player, network, provider, sender, attacker, hand, env } = parts;
  return {
    sendEvent: sender.sendEvent,
    redeliver: sender.redeliver,
    ...attacker,
    ...hand,
    ...createPower(stage, host),
    ...createPassage(stage, parts),
    get nowMs() {
      return clock.nowMs;
    },
    epochMs: clock.epochMs,
    history: recorder.entries,
    receiverSecret: env.WEBHOOK_SECRET,
    sharedSecrets: parts.sharedSecrets,
    get isFull() {
      return recorder.isFull;
    },
    get ended() {
      return host.gaveUp ?? (recorder.isFull ? boundReached : null);
    },
    deliveries: () => provider.deliveries(),
    shopView: () => shop.view(),
    noteClockMove: (fromMs, wallMs) => {
      recorder.record({ kind: "clock-moved", fromMs, toMs: clock.nowMs, wallMs });
      recorder.flush();
    },
    held: () => desk.held(),
    carryOut: (callId, how) => desk.carryOut(callId, how),
    setReplyFate: network.setReplyFate,
    crash: () => host.crash(),
    stop: () => player.stop(),
    async close() {
      await host.takeDown();
      await shop.close();
      recorder.flush();
    },
  };
}

const boundReached: ReceiverOutcome = { kind: "stopped", message: "The history has reached its bound." };

/** Newest first. */
function liveSecrets(stage: Stage, scheme: SignatureScheme, count: 1 | 2): string[] {
  const labels = count === 2 ? ["secret/next", "secret"] : ["secret"];
  return labels.map((label) => scheme.generateSecret(stage.random.fork(label)));
}

/** The environment of a receiver that was started without a usable secret, and the word for it. */
function withSecret(env: Environment, secret: WorldOptions["secret"]): Pick<HostOptions, "env" | "secret"> {
  if (secret === undefined) return { env };
  if (secret === "missing") return { env: {}, secret };
  return { env: { WEBHOOK_SECRET: secret === "empty" ? "" : "   " }, secret };
}

type Environment = Readonly<Record<string, string>> & { readonly WEBHOOK_SECRET: string };

function environment([current = "", previous]: readonly string[]): Environment {
  return {
    WEBHOOK_SECRET: current,
    ...(previous === undefined ? {} : { WEBHOOK_SECRET_PREVIOUS: previous }),
  };
}
