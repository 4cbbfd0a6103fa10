// Published test vectors of the signature schemes, each with where it was published.
import type { HeaderPairs } from "../../server/contract/history.ts";
import type { SchemeId } from "../../server/contract/session.ts";

interface Vector {
  readonly name: string;
  readonly source: string;
  readonly scheme: SchemeId;
  /** The receiver's key. */
  readonly receiverSecret: string;
  /** The provider's key; null when only its public half is published. */
  readonly secret: string | null;
  readonly id: string;
  readonly timestampSeconds: number;
  readonly body: string;
  readonly headers: HeaderPairs;
}

const standard = {
  id: "msg_p5jXN8AQM9LWM0D4loKWxJek",
  timestampSeconds: 1614265330,
  body: '{"test": 2432232314}',
} as const;
const v1Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const v1Signature = "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

const standardHeaders = (signature: string): HeaderPairs => [
  ["webhook-id", standard.id],
  ["webhook-timestamp", String(standard.timestampSeconds)],
  ["webhook-signature", signature],
];

const github = (
  name: string,
  at: { secret: string; body: string; signature: string; source: string },
): Vector => ({
  name,
  source: at.source,
  scheme: "github-sha256",
  receiverSecret: at.secret,
  secret: at.secret,
  id: "",
  timestampSeconds: 0,
  body: at.body,
  headers: [["X-Hub-Signature-256", at.signature]],
});

const octokitTests = "octokit/webhooks-methods.js test/sign.test.ts and test/verify.test.ts";

/** Each has to be made by `sign` byte for byte, and accepted by `verify`. */
export const positiveVectors: readonly Vector[] = [
  {
    name: "Standard Webhooks v1",
    source: "standard-webhooks/standard-webhooks, tests of the libraries",
    scheme: "standard-v1",
    receiverSecret: v1Secret,
    secret: v1Secret,
    ...standard,
    headers: standardHeaders(`v1,${v1Signature}`),
  },
  {
    name: "Standard Webhooks v1a",
    source: "svix/svix-webhooks, tests of the server",
    scheme: "standard-v1a",
    receiverSecret: "whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4=",
    secret: "whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbfVKIDij2HKpMKkioLlX0dRqSKJp4AJ6p9lMicMFs6Kvg==",
    ...standard,
    headers: standardHeaders(
      "v1a,hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhqw/enGzPCXe5BdqzCInXqYXFymVJaA7AZdpXwVLPo3mNl8EM+m7TBAg==",
    ),
  },
  github("GitHub's documentation", {
    source: "https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries",
    secret: "It's a Secret to Everybody",
    body: "Hello, World!",
    signature: "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
  }),
  github("GitHub, short texts", {
    source: octokitTests,
    secret: "secret",
    body: "data",
    signature: "sha256=1b2c16b75bd2a870c114153ccda5bcfca63314bc722fa160d690de133ccbb9db",
  }),
  github("GitHub, a JSON body", {
    source: octokitTests,
    secret: "mysecret",
    body: '{"foo":"bar"}',
    signature: "sha256=4864d2759938a15468b5df9ade20bf161da9b4f737ea61794142f3484236bda3",
  }),
  github("GitHub, escapes in upper case and letters beyond ASCII", {
    source: octokitTests,
    secret: "development",
    body: '{"foo":"Foo\\n\\u001B[34mbar: ♥♥♥♥♥♥♥♥\\nthis-is-lost\\u001B[0m\\u001B[2K"}',
    signature: "sha256=afecc3caa27548bb90d51a50384cb2868b9a3327b4ad6a01c9bd4ed0f8b0b12c",
  }),
  {
    name: "Stripe (derived: Stripe publishes none)",
    source: "npm stripe, webhooks.generateTestHeaderString",
    scheme: "stripe-v1",
    receiverSecret: "whsec_test_secret",
    secret: "whsec_test_secret",
    id: "",
    timestampSeconds: 1614265330,
    body: '{"id":"evt_test_webhook","object":"event"}',
    headers: [
      [
        "Stripe-Signature",
        "t=1614265330,v1=3c5817089d739023dd6190f70a3757e04f7a2fd8b5dab12c2e000f51970dccff",
      ],
    ],
  },
];

interface NegativeVector {
  readonly name: string;
  /** What the standard vector is changed to; everything else stays. */
  readonly signature: string;
  readonly body?: string;
}

/** Each of them has to be refused by a v1 receiver that accepts the v1 vector. */
export const negativeStandardVectors: readonly NegativeVector[] = [
  { name: "the secret used as text", signature: "v1,ELhqG0Ku1gwOc1f4jyKdp3SFGFLAOdJ9bvpWLciCakI=" },
  {
    name: "the body parsed and serialised again",
    signature: "v1,Vif40peJBP7Iyl0XGmu61n4MwdrcHov5CFREBpE0svs=",
  },
  {
    name: "a body that lost its space, under the genuine signature",
    signature: `v1,${v1Signature}`,
    body: '{"test":2432232314}',
  },
  { name: "the specification's decoy", signature: "v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc=" },
  { name: "the decoy under v2", signature: "v2,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc=" },
  { name: "the genuine signature under v2", signature: `v2,${v1Signature}` },
  { name: "the genuine signature under v1a", signature: `v1a,${v1Signature}` },
  { name: "an empty signature", signature: "v1," },
  { name: "the first half of the genuine signature", signature: `v1,${v1Signature.slice(0, 22)}` },
  { name: "the genuine signature with junk behind it", signature: `v1,${v1Signature}zz` },
  { name: "the genuine signature without its padding", signature: `v1,${v1Signature.slice(0, -1)}` },
];

/** Two lists that a v1 receiver has to accept: what it does not know is skipped, and any match passes. */
export const acceptedStandardLists: readonly string[] = [
  `v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc= v2,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc= v1,${v1Signature}`,
  `v1,${v1Signature} v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc=`,
  // As a repeated header reaches the receiver: joined by ", ".
  `v1,AAAA, v1,${v1Signature}`,
];

export const hmacBase = {
  source: "RFC 4231, case 2",
  key: "Jefe",
  content: "what do ya want for nothing?",
  digestHex: "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
} as const;

export const ed25519Base = {
  source: "RFC 8032, section 7.1, test 1",
  seedHex: "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
  publicHex: "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
  signatureHex:
    "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
} as const;
