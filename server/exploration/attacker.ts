// Plays the attacks of the catalogue: looks for a captured request, asks for the plan, and carries it out.
import { LINK_FIELD } from "../../content/schema/observed-event.ts";
import type { AttackId } from "../contract/history.ts";
import type { AttackContext, AttackPlan } from "../provider/attacks/attack.ts";
import { attacks } from "../provider/attacks/catalogue.ts";
import type { ProviderEvent } from "../provider/attempt-request.ts";
import { toJsonBytes } from "../provider/encoding.ts";
import type { SigningInput } from "../signatures/types.ts";
import { createIds } from "../simulation/ids.ts";
import { firstAttempt } from "./courier.ts";
import { type Sending, unrelated } from "./network.ts";
import { endpointDisabled, type ProviderSender } from "./provider-sender.ts";
import { type SenderParts, sendLater } from "./sender-parts.ts";
import type { Stage } from "./stage.ts";
import type { Begun, World } from "./world-types.ts";

type AttackerParts = Omit<SenderParts, "provider">;

export function createAttacker(
  stage: Stage,
  parts: AttackerParts,
  sender: ProviderSender,
): Pick<World, "attack"> {
  const { network } = parts;
  const contextFor = createContexts(stage, parts);
  return {
    attack(attack, attemptId, type) {
      const captured = attemptId === undefined ? latestGenuine(network.sent) : named(network.sent, attemptId);
      if (attemptId !== undefined && captured === null)
        return { ok: false, message: `No request called ${attemptId} has been sent in this session.` };
      const plan = attacks[attack].plan(contextFor(captured, attemptId !== undefined, type));
      if (plan.kind === "refused") return { ok: false, message: plan.message };
      if (plan.kind === "hostile-request") return sendHostile(stage, parts, { attack, plan });
      return sendCopies(stage, { parts, sender }, { attack, plan });
    },
  };
}

type HostileRequest = Extract<AttackPlan, { kind: "hostile-request" }>;
type ProviderAttempts = Extract<AttackPlan, { kind: "provider-attempts" }>;

function sendHostile(
  stage: Stage,
  { network, profile }: AttackerParts,
  { attack, plan }: { attack: AttackId; plan: HostileRequest },
): Begun {
  const { request, atMs, note } = plan;
  if (note !== undefined) stage.recorder.record({ kind: "note", level: "info", text: note });
  const { timeoutMs } = profile;
  const send = () =>
    network.send({ ...unrelated, request, trigger: "attack", origin: "hostile", attack, timeoutMs });
  return { ok: true, sendings: [sendLater(stage, atMs - stage.clock.nowMs, send)] };
}

function sendCopies(
  stage: Stage,
  { parts, sender }: { parts: AttackerParts; sender: ProviderSender },
  { attack, plan }: { attack: AttackId; plan: ProviderAttempts },
): Begun {
  const { courier, scenario } = parts;
  const isNew = plan.deliveryId === "new-event";
  const deliveryId = isNew ? sender.newDelivery({ type: scenario.mainEventType }) : plan.deliveryId;
  if (deliveryId === null) return endpointDisabled;
  const { losesReply } = plan;
  const copy = { trigger: "attack", attack, automatic: false, losesReply } as const;
  const sendings = Array.from({ length: plan.copies }, (_, index) => {
    const options = isNew && index === 0 ? { ...firstAttempt, attack, losesReply } : copy;
    return sendLater(stage, index * plan.gapMs, () => courier.attempt(deliveryId, options));
  });
  return { ok: true, sendings };
}

/** The latest request of the provider that really went out. */
const latestGenuine = (sent: readonly Sending[]): Sending | null =>
  sent.findLast(({ deliveryId, outcome }) => deliveryId !== null && outcome?.kind !== "connection-refused") ??
  null;

const named = (sent: readonly Sending[], attemptId: string): Sending | null =>
  sent.find((sending) => sending.attemptId === attemptId) ?? null;

/** The attacker has ids and secrets of his own, so that his forgeries never shift what the provider draws. */
function createContexts(stage: Stage, { scheme, profile, scenario, secrets, words }: AttackerParts) {
  const random = stage.random.fork("attacker");
  const ids = createIds(random);
  const forge = (type: string): ProviderEvent => {
    const [link] = scenario.trapLinks;
    const event = words({ type, ...(link !== undefined && { fields: { [LINK_FIELD]: link } }) }, ids);
    return { ...event, body: toJsonBytes(event.payload) };
  };
  const known = scenario.eventTypes.map(({ id }) => id);
  const eventTypes = [scenario.mainEventType, ...known.filter((type) => type !== scenario.mainEventType)];
  const [secret = ""] = secrets;
  const receiverSecret = scheme.receiverSecret(secret);
  const fixed = {
    envelope: { scheme, path: scenario.webhookPath, userAgent: profile.userAgent },
    epochMs: stage.clock.epochMs,
    eventTypes,
    publicKey: receiverSecret === secret ? null : receiverSecret,
    signAsProvider: (input: SigningInput) => scheme.sign(input, secrets),
  };

  return (captured: Sending | null, isNamed: boolean, type = scenario.mainEventType): AttackContext => {
    // Made only when it is used: an attack without a forgery must not use up an order of the scenario.
    const forgedEvent = once(() => forge(type));
    const freshUuid = once(() => ids.uuid());
    const guessedSecret = once(() => scheme.generateSecret(random));
    return {
      ...fixed,
      nowMs: stage.clock.nowMs,
      captured,
      isNamed,
      get forgedEvent() {
        return forgedEvent();
      },
      get freshUuid() {
        return freshUuid();
      },
      get guessedSecret() {
        return guessedSecret();
      },
    };
  };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
