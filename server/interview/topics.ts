// Tells answers about webhooks from answers about another topic of which the same things can be said.
import type { Polarity } from "./polarity.ts";
import type { Token } from "./text.ts";

/**
 * What hardly any answer about webhooks can do without: one of the parties, or what is theirs alone. "Event", "handler",
 * "payload", "HMAC" and "retry" are missing on purpose: they are at home in the other topics as well.
 */
const ownTopic =
  /^(?:webhooks?|(?:provider|stripe|github|shopify|slack|paypal|twilio|partner|vendor)(?:'?s)?|receivers?|endpoints?|redeliver\w*|deliver(?:y|ies|ed|s|ing)?|brokers?|polling|polls?|idempoten\w+|2xx|dedup\w*|reconcil\w+|urls?)$/;

/** Each topic with the words that are its very own; words that fit a story or an analogy ("courier", "email") are not. */
const otherTopics: Readonly<Record<string, string>> = {
  userInterface: `react\\w* components? rerender\\w* dom css html buttons? click\\w* scroll\\w* onclick addeventlistener
    listeners? useeffect usestate redux reducers? mount\\w* unmount\\w* debounce\\w* angular vue svelte jquery flexbox grid
    selectors? stylesheets? pixels? viewport widgets? swiftui uikit android ios
    rxjs observables? beans? applicationevent wordpress plugins? add_action autosave subclass superclass delegates? viewmodel unity sprites? keypress hover`,
  browser: `browsers? tabs? cookies? csrf cors iframes? visitors? favicon indexeddb localstorage
    abortcontroller sse websockets? webrtc bidirectional`,
  runtime: `promises? microtasks? thread\\w* mutex\\w* semaphores? permits? goroutines? coroutines? heap garbage
    collector pointers? compiler\\w* linker recursion cpython jvm bytecode malloc sigusr\\d? sigint sigterm signals?
    qsort deadlock\\w*
    syscalls? epoll inotify mmap fork scheduler preempt\\w* lru mvcc fsync pg_dump crashloopbackoff executors? threadpool\\w* blockingqueue asyncio await futures? deque dlls? setwindowshookex keystrokes? eventemitter`,
  hardware: `cpus? interrupts? irqs? registers? drivers? gpio i2c spi uart microcontroller\\w* sensors? firmware
    arduino dma napi thermostat\\w* bimetal watchdog printers? spooler\\w* keyboard usb bluetooth temperature`,
  network: `tcp udp packets? segments? sockets? kernel linux ethernet routers? dns bgp ospf arp syn rto sack congestion
    retransmi\\w+ fail2ban ed25519 multicast vpn wifi switches dhcp icmp
    ssh handshake cipher ciphers diffie apns fcm mqtt qos csma`,
  login: `passwords? login logins bcrypt argon2 salt\\w* sessions? jwts? jwks oauth oidc openid saml pkce
    mfa 2fa passkeys? captcha hs256 rs256 bearer biometric\\w* issuer`,
  mail: `gmail outlook smtp imap mx bounces? bounced spam spf dkim dmarc mailbox\\w* newsletters? recipients? postfix`,
  certificates: `certificates? authority gpg pgp keyring apt yum x509 ocsp crl detached`,
  tools: `npm git commits rebase docker kubernetes helm terraform ansible jenkins makefile webpack eslint
    gradle maven gitlab linter merge merged`,
  data: `replicas? wal pgbouncer patroni standby vacuum replication mysql mongodb elasticsearch graphql redux
    zookeeper quorum raft paxos cdn etag`,
  machines: `blockchain miners? neural training epochs? gradient robots? elevators? excel vba spreadsheets? worksheet\\w* cells? macros? formula
    snooze\\w* acrobat pdf players? matchmaking`,
};

const anyOther = new RegExp(`^(?:${Object.values(otherTopics).join(" ").trim().split(/\s+/).join("|")})$`);

/** The fewest words of other topics that tell, by how many of our own stand beside them: who compares, names both. */
const MIN_OTHER_WORDS: readonly number[] = [3, 4, 6];

interface Topical {
  readonly tokens: readonly Token[];
  readonly negated: Polarity["negated"];
}

/**
 * Words that are denied ("there is no browser and no session") speak of no other topic.
 * @param questionStems nor do words that the question itself brought up
 */
export function isOtherTopic({ tokens, negated }: Topical, questionStems: ReadonlySet<string>): boolean {
  const spoken = tokens.filter(({ word }, index) => negated[index] !== true || ownTopic.test(word));
  const words = new Map(spoken.map(({ word, stem }) => [word, stem]));
  const own = [...words.keys()].filter((word) => ownTopic.test(word)).length;
  const needed = MIN_OTHER_WORDS[own];
  if (needed === undefined) return false;
  const other = [...words].filter(([word, stem]) => anyOther.test(word) && !questionStems.has(stem));
  return other.length >= needed;
}
