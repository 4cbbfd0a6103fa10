// An attack of a lab as the script that a learner would write for it.
import type { Attack } from "../../../server/contract/labs.ts";
import type { SessionAction } from "../../../server/contract/session.ts";

/** @throws for what a script cannot do. */
export function asScript(attack: Exclude<Attack, { by: "schedule" }>): string {
  return attack.by === "script" ? attack.text : attack.actions.map(asCall).join("\n");
}

function asCall(action: SessionAction): string {
  switch (action.kind) {
    case "attack":
      return `await attacker.use(${JSON.stringify(action.attack)});`;
    case "send-event": {
      const { kind: _kind, type, ...about } = action;
      return `await attacker.capture(${JSON.stringify(type)}, ${JSON.stringify(about)});`;
    }
    case "outage":
      return `await attacker.outage(${action.durationMs});`;
    case "restart":
      return "await attacker.restart();";
    case "advance":
      if (typeof action.to === "object") return `await attacker.wait(${action.to.byMs});`;
      break;
    case "compose": {
      if (action.sign) break;
      const { method = "POST", path, headers, bodyBase64 } = action;
      const body = Buffer.from(bodyBase64, "base64").toString("utf8");
      return `await attacker.send(${JSON.stringify({ method, path, headers, body })});`;
    }
  }
  throw new Error(`A script has no word for ${JSON.stringify(action)}.`);
}
