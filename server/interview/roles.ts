// Finds what an answer puts into the wrong mouth: who sends, signs and retries, and who verifies, stores and answers.
import type { Question } from "../../content/schema/question.ts";
import type { Clause } from "./clauses.ts";
import type { Token } from "./text.ts";
import { nominatives } from "./words.ts";

const provider = "(?:provider|stripe|github|shopify|slack|paypal|sender|vendor)";
const receiver = "(?:i|we|(?:my|our|the receiving|the receiver's) \\w+|the (?:receiver|consumer|handler))";
const adverbs =
  "(?:(?:also|then|always|simply|just|must|should|can|will|has to|have to|had to|needs to|could|would) )*";

/** All in one, so that what begins at one word counts once, however many of the patterns fit. */
const anyOf = (sources: readonly string[]) => new RegExp(`\\b(?:${sources.join("|")})(?![\\w'])`, "g");

/** Each side doing, or owning, what only the other one does or owns. */
const receiverSwaps = anyOf([
  `${provider} ${adverbs}(?:verif\\w+|recomput\\w+|reject\\w*|dedup\\w*|validat\\w+|deduplicat\\w+|records? (?:our|my)|remembers?|stores? (?:our|my|the ids)|ignores? what|exposes?|(?:checks?|compar\\w+) (?:our|my)|polls?|lists? the events)`,
  `${provider} (?:is|must be|has to be|should be|needs to be) idempotent`,
  `${provider}'s (?:own )?(?:endpoint|handler|handlers|signature check|constraint|receiver|url|workers?|queue)`,
  `${provider} (?:\\w+ ){0,20}answers? (?:us|me)`,
  `${receiver} ${adverbs}(?:delivers?|sends?|posts?|push\\w*|fires?) (?:\\w+ ){0,4}(?:events?|webhooks?|it|them) (?:\\w+ ){0,2}to (?:the )?(?:${provider}|it|them)`,
  `${receiver} ${adverbs}(?:call|calls|tries|try|retry|retries|contact|contacts|reach|reaches) (?:to )?(?:the )?${provider}(?:'s)?(?: \\w+)? ?(?:again|endpoint|url|with)`,
  `(?:my|our) (?:retries|retry schedule|backoff|deliveries|delivery attempts|webhook secret is (?:kept|stored|rotated) (?:by|on) (?:their|the provider))`,
  `${receiver} ${adverbs}(?:retry|retries) (?:it|them|the (?:event|delivery|webhook))`,
  `${receiver} ${adverbs}(?:gives? up|dead ?letters?|counts? (?:the|this|that|it) (?:\\w+ )?as (?:a )?fail\\w+|disables?)`,
  `${receiver} ${adverbs}signs? (?:the|our|my|its|each|every) (?:\\w+ )?(?:response|reply|event|request|payload|body)`,
  `${provider} ${adverbs}(?:stores? each (?:call|event|request)|reads? the receiver's|fetches from (?:me|us|there))`,
  `${provider} ${adverbs}(?:goes|comes|calls|asks|queries) (?:to )?(?:our|my|the receiver's) (?:\\w+ )?api`,
  `${receiver} ${adverbs}(?:retries|retry|repeats?) (?:its|our|my) (?:calls?|requests?|attempts?)`,
  `${provider} ${adverbs}(?:puts?|stores?|queues?) (?:our|my)`,
  `(?:${receiver}|the receiver) ${adverbs}(?:keeps? )?(?:calling|polling|asking|calls|polls|asks) (?:the )?${provider}'s`,
  `${provider} ${adverbs}(?:stores?|keeps?|holds?) (?:\\w+ ){1,4}until ${receiver} (?:has |have )?(?:acknowledged|acked|confirmed)`,
  `${provider} ${adverbs}(?:returns?|answers? with|responds? with) (?:a )?401`,
  `${provider} (?:\\w+ ){0,7}(?:our|my) (?:answer|response|reply)(?![\\w'])(?! (?:is|was|gets|got|never))`,
  `(?:${receiver}|the receiver) ${adverbs}(?:creates?|computes?|makes?) (?:the|an?) (?:hmac|signature) (?:\\w+ ){0,5}(?:response|reply|answer)`,
  `the receiver retries|${provider} ${adverbs}answers? only`,
  // What a queue has and a webhook has not, and the other way round.
  "webhooks? (?:\\w+ ){0,2}(?:a |the )?broker (?:stores|keeps|holds)",
  "queues?(?: \\w+){0,3} is (?:just |simply )?an? http",
  "queues? (?:crosse?s?|are for crossing) (?:company|organi\\w+)|webhooks (?:mostly |usually )?live inside",
  "broker belongs to the webhook|consumers of a queue (?:\\w+ )?need a public",
  "(?:receiver's api|outbox that (?:the receiver|i|we) keeps?)",
  `(?:through|via|over) (?:my|our) api`,
  `${provider} (?:\\w+ ){0,2}(?:trusts?|charges?) us`,
  // Passive, and by what it aims at.
  `(?:verified|checked|recomputed|rejected|refused|deduped|deduplicated|acknowledged|polled) by (?:the )?${provider}`,
  `(?:resent|redelivered|signed|posted|pushed|fired) by (?:the receiver|the consumer|me|us|my \\w+|our \\w+)`,
  `(?:address|url|endpoint|port) (?:that |which )?(?:the )?${provider} (?:has |have )?(?:opened|opens|exposed|hosts|registered)`,
  `(?:my|our|the receiver's) (?:\\w+ )?(?:events|event ids?|copy|copies|replies|deliveries) (?:\\w+ ){0,3}(?:twice|to the ${provider}|is replayed)`,
  `${provider} (?:\\w+ ){0,6}(?:signature|hmac|request) of the receiver`,
  `${provider} ${adverbs}(?:recalculates?|refuses|acknowledges|recognises?|recognizes?|dedupes?|compares (?:both|them|it))`,
  `${provider} ${adverbs}(?:answers?|repl(?:y|ies)|responds?|returns?|confirms?) (?:\\w+ ){0,4}(?:2xx|200|202|401|4xx|500)`,
  `${provider} (?:has to|must|needs to) (?:be (?:protected|idempotent)|recogni[sz]e|answer|verify|acknowledge)`,
  `${provider} (?:\\w+ ){0,3}only (?:holds|has|exposes) the public`,
  `registers? (?:it|itself|one|them|this) (?:with|at) the receiver|to their endpoint`,
  `${receiver} ${adverbs}(?:sends?|posts?|pushes|repeats) (?:the |each |every |an? )?(?:\\w+ )?(?:event|payload|webhook|notification) (?:\\w+ ){0,4}(?:once more|again|anew|until)`,
  `${receiver} ${adverbs}(?:announces?|signs?) (?:each|every|the|all)(?: \\w+)? (?:event|payload|body)s?`,
  `(?:i|we|my \\w+|our \\w+) (?:keep|keeps) (?:trying|calling) (?:to )?(?:\\w+ )?(?:the )?${provider}`,
  `(?:keeps?|have|has) an outbox and sends?|as the receiver (?:i|we) (?:keep|have|hold) an outbox`,
  `the receiver (?:makes|creates|computes|builds) (?:the|an?|its) (?:hmac|signature)|receiver is the active`,
  // Who gets what from whom.
  `${provider} (?:\\w+ ){0,10}(?:events?|payloads?|requests?|calls?|jobs?) (?:\\w+ ){0,4}(?:got |gets |received |receives )?(?:from (?:us|me)|of (?:ours|mine))`,
  `${provider} (?:\\w+ ){0,6}(?:our|my) (?:requests|calls|jobs|retries|deliveries|ip addresses)(?! to)`,
  `${provider} (?:\\w+ ){0,3}asks (?:it|us|me|my \\w+|our \\w+) for`,
  `${provider} (?:\\w+ ){0,4}(?:be|is|make) sure (?:who|that (?:it|i|we|the call))|(?:comes|come) from (?:me|us)`,
  `${provider} (?:doesn't|does not|didn't|hasn't) (?:\\w+ )?(?:reply|answer(?:ed)?|acknowledged?|confirm(?:ed)?|respond(?:ed)?)`,
  `(?:wait|waits|waiting) for (?:the )?${provider}'s (?:\\w+ )?(?:2xx|200|ack|answer|reply|response|confirmation|acknowledgement)`,
  `${provider} (?:\\w+ ){0,3}(?:would |will |must |has to )?(?:books?|ships?|dedupes|does its work|runs (?:a|the) (?:nightly|daily|reconcil\\w+)|processes (?:it|our|my))`,
  `${provider} (?:\\w+ ){0,3}(?:stores?|saves?|persists?) (?:it|our|my|the event|what) (?:\\w+ ){0,3}(?:before|first|then)`,
  `(?:hmac|signature) (?:\\w+ )?(?:of|over|for|on|to) (?:\\w+ ){0,4}?(?:what (?:you|we|i) (?:reply|answer|send)|(?:my|our|your|its|every|each) (?:own )?(?:reply|replies|response|answer))`,
  `(?:our|my) (?:endpoint|server|handler|backend|app|application) (?:\\w+ ){0,3}(?:signature|signs) (?:\\w+ ){0,5}(?:its|our|outgoing) requests`,
  `(?:drops|rejects|refuses|discards|throws away) (?:your|our|my) (?:reply|response|answer|calls?|requests?)`,
  `(?:happens|changes|occurs) (?:in|on|inside) (?:my|our) (?:own )?(?:application|app|server|side|system|backend)`,
  `(?:is|means) (?:a|an|the) (?:url|endpoint|address) (?:at|of|on|owned by) (?:the )?${provider}`,
  `(?:it was|it's|it is) (?:me|us|my \\w+|our \\w+|the receiver) (?:who|that|which) (?:retr\\w+|sends?|delivers?|calls?|signs?)`,
  `queues? (?:are |is )?(?:meant )?for (?:partners|customers|outside|outsiders|third parties|external)|webhooks? (?:are|is) (?:meant )?for (?:inside|internal|within)`,
  `(?:in|with) a webhook (?:\\w+ ){0,2}broker|queue (?:\\w+ ){0,4}(?:is|means) (?:one|a|an|just a) (?:\\w+ )?(?:http|post) `,
  `(?:we|i) (?:the )?receivers? (?:\\w+ )?(?:send|deliver|sign|retry|push|write|keep)|only the ones who (?:send|sign|deliver|call)`,
  `${provider} (?:keeps?|remembers?|has) (?:our|my) (?:\\w+ )?ids?|(?:workers?|handlers?|jobs|queue) at (?:the )?${provider}`,
  `(?:it's|it is) (?:the )?${provider} (?:that|who) (?:\\w+ ){0,2}(?:answers?|verif\\w+|dedupes?|acknowledges?|checks?|stores?)`,
  `(?:send|sends|deliver|delivers) (?:it|them|the ${provider}|${provider}) (?:our|my) (?:\\w+ )?(?:events?|webhooks?)|sends the webhook to (?:it|them|the ${provider}) again`,
  `(?:acks?|acknowledgements?|confirmation|2xx|200|answer|response) from (?:the )?${provider}`,
  `${provider} needs (?:to (?:dedupe|verify|check|store|answer|acknowledge)|a unique|an idempot\\w+)|(?:my|our) list of events`,
  `(?:push|pushes|send|sends|deliver|delivers|post|posts) (?:it|them|the event|events|each event|every event) (?:\\w+ ){0,2}to (?:the )?${provider}`,
  `${receiver} ${adverbs}(?:sends?|delivers?) (?:an|the|each|every) event (?:and|to ${provider}|to the ${provider})`,
  `the receiver (?:\\w+ )?(?:fires|collects|disables|announces|sends the event)|${provider}'s address`,
  `(?:our|my) (?:system|server|side|app|backend) (?:resends|redelivers)|(?:i|we) (?:do is )?resend`,
  `header (?:that )?(?:i|we) send|body of (?:our|my|your) (?:response|reply|answer)`,
  // What polling has and a webhook has not, and the other way round.
  `with (?:a |the )?webhooks? (?:\\w+ ){0,3}(?:client|receiver|server|i|we) (?:\\w+ )?(?:asks?|asking|polls?|fetch\\w*|pulls?|requests?)`,
  `with polling (?:\\w+ ){0,3}(?:${provider}|they) (?:\\w+ )?(?:calls?|push\\w*|posts?|contacts?|connects?)`,
  `polling (?:\\w+ ){0,4}(?:needs?|requires?|forces?) (?:\\w+ ){0,5}(?:public\\w*|endpoint|port)`,
  `(?:polling|a poll) (?:has |have )?(?:loses|lost|drops) (?:\\w+ )?events?`,
  `webhooks? (?:is |are )(?:\\w+ ){0,2}(?:outgoing|outbound)|webhooks? (?:\\w+ )?(?:catch(?:es)? up|resumes?) (?:\\w+ )?from`,
  `queues? (?:posts?|pushes|calls|sends) (?:\\w+ ){0,5}(?:http|url|endpoint)`,
  `webhooks? (?:keeps?|stores?|holds?|buffers?) (?:its|the|each|every|all|messages|events|it)`,
  `(?:pulls?|fetch\\w*|consumes?|reads?) (?:\\w+ ){0,2}from (?:the |a )?webhooks?|queue (?:loses|forgets) (?:it|the|them|messages)`,
]);

/** The speaker's own side is the sender's: then "I" and "we" may retry, and only third persons can be swapped. */
const senderSwaps = anyOf([
  `the (?:receiver|consumer|customer|subscriber) ${adverbs}(?:retries|resends|redelivers|signs|sends|gives up|disables)(?: (?:it|the|us|each|every|our))?`,
  `(?:customers?|receivers?|subscribers?|consumers?) (?:\\w+ )?(?:retry|resend|redeliver) (?:it|the|us|each|every|our)`,
  `(?:i|we|our (?:dispatcher|worker|workers|sender)) ${adverbs}(?:verify|verifies|recomput\\w+|dedup\\w+|acknowledges?) (?:the|their|its|each|every) (?:\\w+'s )?(?:\\w+ )?(?:signatures?|hmac|events?|deliver\\w+|copies)`,
  `(?:customer|receiver|subscriber|endpoint)(?:'s \\w+)? ${adverbs}(?:sends me|keeps an outbox|fans out|signs with|dead letters|puts jitter|retries (?:me|its|his)|dedupes his)`,
  `(?:sends?|publishes|delivers) (?:it|each \\w+|every \\w+) to me|his (?:relay|attempts|outbox|retries|signing)`,
  `(?:i|we) (?:ask|allow|tell|poll|retry|dedupe|verify) the provider|i the provider (?:insert|store|dedupe|verify)|as the receiver (?:i|we) retry`,
  `my (?:endpoint|handler) (?:\\w+ )?(?:gives|returns|answers|puts|verifies|dedupes|must)`,
  `signed by the (?:customer|receiver|consumer|subscriber)|(?:customer|receiver|subscriber)'s (?:retries|backoff|outbox|signing worker)`,
]);

/** Asked about receivers, some tell it from the sender's side, and say so. */
const sendsThemselves =
  /\b(?:(?:we're|we are|i'm|i am|as) (?:a|the) (?:provider|sender|vendor)|customers?'?s? (?:endpoints?|servers?|handlers?))\b/;

const partyAtStart = new RegExp(
  `^(?:(?:and|but|so|then|because|when|whenever|if|once|while|after|that|which|now|here|as|since|though|although|next) )*(?:(?:the|a|an|its|each|every) )?(${provider}|my \\w+|our \\w+|the receiver|the consumer|i|we|they|you|he|she|anyone|anybody|nobody|this|there|a \\w+|the \\w+) `,
);
const dutyVerbs =
  /^(?:verifies|validates|recomputes|recalculates|compares|checks|rejects|refuses|dedupes|deduplicates|acknowledges|exposes|polls|remembers|returns|answers|replies|responds|retries|resends|redelivers|signs|gives|disables|registers|confirms|recognises|recognizes)$/;
const isOpenBefore = (token: Token, previous: Token | undefined) =>
  /[,;]/.test(token.gapBefore) || ["and", "or", "then", "it"].includes(previous?.word ?? "");

/**
 * The words in one line, and the subject said again before verbs that share it: "the provider recomputes it, compares
 * both and refuses …" names the provider once and means it three times.
 */
function withSubjects(tokens: readonly Token[], clauses: readonly Clause[]): string {
  const words: string[] = [];
  let subject = "";
  let sentence = -1;
  for (const clause of clauses) {
    const own = tokens.slice(clause.from, clause.to);
    const found = partyAtStart.exec(`${own.map(({ word }) => word).join(" ")} `)?.[1];
    if (found !== undefined) subject = found;
    else if (clause.sentence !== sentence) subject = "";
    sentence = clause.sentence;
    own.forEach((token, index) => {
      const previous = tokens[clause.from + index - 1];
      const isShared = dutyVerbs.test(token.word) && isOpenBefore(token, previous);
      if (isShared && subject !== "" && !nominatives.has(subject)) words.push(subject);
      words.push(token.word);
    });
  }
  return words.join(" ");
}

/** Matches may overlap: "we deliver it to Stripe, and Stripe's handler …" shares a name. */
function countStarts(line: string, pattern: RegExp): number {
  let count = 0;
  pattern.lastIndex = 0;
  for (let match = pattern.exec(line); match !== null; match = pattern.exec(line)) {
    count++;
    pattern.lastIndex = match.index + 1;
  }
  return count;
}

/** How often a side does, or owns, what only the other one does or owns. */
export function countSwaps(
  { tokens, clauses }: { readonly tokens: readonly Token[]; readonly clauses: readonly Clause[] },
  side: Question["side"],
): number {
  const line = withSubjects(tokens, clauses);
  return countStarts(line, side === "receiver" && !sendsThemselves.test(line) ? receiverSwaps : senderSwaps);
}
