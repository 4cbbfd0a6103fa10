// Every attack and delivery fault by its id, in the order in which they are shown.
import type { AttackId } from "../../contract/history.ts";
import type { Attack } from "./attack.ts";
import { compressed } from "./compressed.ts";
import { duplicate } from "./duplicate.ts";
import { emptySignature } from "./empty-signature.ts";
import { formBody } from "./form-body.ts";
import { garbledSignature } from "./garbled-signature.ts";
import { laxTimestamp } from "./lax-timestamp.ts";
import * as malformed from "./malformed-bodies.ts";
import { overlappingDuplicate, replyLost } from "./new-deliveries.ts";
import { otherContentType } from "./other-content-type.ts";
import { oversized } from "./oversized.ts";
import { paddedSignature } from "./padded-signature.ts";
import { publicKeyAsSecret } from "./public-key-as-secret.ts";
import { lateReplayAttack, replayAttack } from "./replay-attacks.ts";
import { shortSignature } from "./short-signature.ts";
import { signedAhead } from "./signed-ahead.ts";
import { tamperedBody } from "./tampered-body.ts";
import { tamperedTimestamp } from "./tampered-timestamp.ts";
import { timestampRemoved } from "./timestamp-removed.ts";
import { unknownVersion } from "./unknown-version.ts";
import { unsigned } from "./unsigned.ts";
import { unsignedAsText, unsignedOtherPath } from "./unsigned-detours.ts";
import { unsignedExtras } from "./unsigned-extras.ts";
import { freshDeliveryId, otherEventHeader } from "./unsigned-headers.ts";
import { signedWithBlank, signedWithEmptySecret, signedWithUndefined } from "./useless-secrets.ts";
import { wrongSecret } from "./wrong-secret.ts";

export const attacks: Readonly<Record<AttackId, Attack>> = {
  unsigned,
  "unsigned-as-text": unsignedAsText,
  "unsigned-other-path": unsignedOtherPath,
  "wrong-secret": wrongSecret,
  "tampered-body": tamperedBody,
  "tampered-timestamp": tamperedTimestamp,
  "timestamp-removed": timestampRemoved,
  "empty-signature": emptySignature,
  "short-signature": shortSignature,
  "garbled-signature": garbledSignature,
  "unknown-version": unknownVersion,
  "signed-with-empty-secret": signedWithEmptySecret,
  "signed-with-undefined": signedWithUndefined,
  "signed-with-blank": signedWithBlank,
  "public-key-as-secret": publicKeyAsSecret,
  "replay-attack": replayAttack,
  "late-replay-attack": lateReplayAttack,
  "signed-ahead": signedAhead,
  "padded-signature": paddedSignature,
  "lax-timestamp": laxTimestamp,
  "fresh-delivery-id": freshDeliveryId,
  "other-event-header": otherEventHeader,
  "unsigned-extras": unsignedExtras,
  "not-json": malformed.notJson,
  "empty-body": malformed.emptyBody,
  "json-null": malformed.jsonNull,
  "json-array": malformed.jsonArray,
  "no-type": malformed.noType,
  "no-data": malformed.noData,
  "missing-id": malformed.missingId,
  "odd-type": malformed.oddType,
  "odd-order": malformed.oddOrder,
  "odd-amount": malformed.oddAmount,
  "odd-types": malformed.oddTypes,
  "deep-json": malformed.deepJson,
  "invalid-utf8": malformed.invalidUtf8,
  "other-content-type": otherContentType,
  "form-body": formBody,
  oversized,
  compressed,
  duplicate,
  "overlapping-duplicate": overlappingDuplicate,
  "reply-lost": replyLost,
};
