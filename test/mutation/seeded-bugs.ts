// Mistakes to plant in grading, exploration and what they stand on, one at a time: the tests are worth what they catch of them.
import { readFileSync } from "node:fs";
import { join } from "node:path";

export interface SeededBug {
  /** From the root, with forward slashes. */
  readonly file: string;
  /** What goes wrong, in one sentence. */
  readonly what: string;
  /** Stands exactly once in the file. */
  readonly find: string;
  readonly replace: string;
}

type Planted = Omit<SeededBug, "file">;

const grading: Readonly<Record<string, readonly Planted[]>> = {
  "break.ts": [
    {
      what: "The timeline of something missing is cut where it was promised.",
      find: "return shownSeq ?? endOf(history);",
      replace: "return shownSeq ?? 0;",
    },
    {
      what: "A wrong answer alone may stand for a change of the shop.",
      find: "if (found.broken.byEffect && !smaller.broken.byEffect) return false;",
      replace: "",
    },
    {
      what: "A smaller schedule may have requests time out that did not before.",
      find: "return timeOutsIn(smaller) <= timeOutsIn(found);",
      replace: "return true;",
    },
  ],
  "counterexample.ts": [
    {
      what: "A counterexample is confirmed in the warm process that found it.",
      find: "breakIn(await confirm(schedule), invariant, judge)",
      replace: "breakIn(await play(schedule), invariant, judge)",
    },
    {
      what: "The token holds the schedule that was found, not the smallest one.",
      find: "writeToken({ ...about, invariant, schedule })",
      replace: "writeToken({ ...about, invariant, schedule: failing.schedule })",
    },
  ],
  "judging.ts": [
    {
      what: "The judge ignores the scheme.",
      find: "judgedWorld({ orders, scheme, secrets })",
      replace: 'judgedWorld({ orders, scheme: "standard-v1", secrets })',
    },
    {
      what: "The judge does not know the secrets that must not be told.",
      find: "judgedWorld({ orders, scheme, secrets })",
      replace: "judgedWorld({ orders, scheme })",
    },
    {
      what: "Only what held counts as checked.",
      find: '      tally.checked += 1;\n      if (judgement.state === "held") {',
      replace: '      if (judgement.state === "held") {\n        tally.checked += 1;',
    },
    {
      what: "What nothing put to the test counts as held.",
      find: "if (checked === 0) return",
      replace: "if (checked < 0) return",
    },
    {
      what: "An invariant that broke only once does not count as broken.",
      find: "{ broken }]) => broken > 0",
      replace: "{ broken }]) => broken > 1",
    },
  ],
  "proof-search.ts": [
    {
      what: "It is asked whether processes are contaminated, and nothing follows from the answer.",
      find: "if (await this.#warm?.some((stagehand) => stagehand.isContaminated())) throw new ContaminatedError();",
      replace: "await this.#warm?.some((stagehand) => stagehand.isContaminated());",
    },
    {
      what: "The smaller bound for fresh processes is not applied.",
      find: "most: Math.min(family.most, most)",
      replace: "most: family.most",
    },
    {
      what: "Orders of independent calls are left out even for code that keeps memory.",
      find: "reduces: this.#warm !== null && compiled.ok && !mayKeepMemory(compiled.modules),",
      replace: "reduces: this.#warm !== null && compiled.ok,",
    },
    {
      what: "The verdict does not wait for the counterexamples.",
      find: "await this.#finding;",
      replace: "void this.#finding;",
    },
    {
      what: "Processes are not compared once more at the end.",
      find: "await this.#finding;\n      await this.#checkProcesses();",
      replace: "await this.#finding;",
    },
    {
      what: "Progress is told only when something breaks.",
      find: "if (fresh.length === 0 && this.#counts.schedules % PROGRESS_EVERY !== 1) return;",
      replace: "if (fresh.length === 0) return;",
    },
    {
      what: "What did not fail again in a fresh process is a failure all the same.",
      find: "      this.#unconfirmed.push(invariant);\n      return;",
      replace: "      return;",
    },
    {
      what: "A proof counts as complete when one family is.",
      find: "reports.every((report) => report.complete)",
      replace: "reports.some((report) => report.complete)",
    },
    {
      what: "Only the crash points of the last schedule are counted.",
      find: "this.#counts.crashPoints +=",
      replace: "this.#counts.crashPoints =",
    },
    {
      what: "A proof that was stopped gives a verdict on what it had played.",
      find: 'if (this.#proof.signal.aborted) throw new StoppedError("The proof was stopped.");',
      replace: "if (this.#proof.signal.aborted) return;",
    },
  ],
  "prove.ts": [
    {
      what: "A token is played with the scheme and seed of the request instead of its own.",
      find: "const { scenario, scheme, seed } = token ?? request;",
      replace: "const { scenario, scheme, seed } = request;",
    },
    {
      what: "A damaged token counts as our fault.",
      find: "if (error instanceof TokenError || error instanceof RequestError)",
      replace: "if (error instanceof RequestError)",
    },
    {
      what: "Nobody hears of an exception of ours.",
      find: "parts.onOurFault(error);",
      replace: "void error;",
    },
  ],
  "reproduce.ts": [
    {
      what: "A schedule that breaks nothing any more is told as one that does.",
      find: "invariant: broken === null ? null : invariant,",
      replace: "invariant,",
    },
    {
      what: "A break by a schedule that cannot be played as a whole goes without its note.",
      find: "broken !== null && run.isInfeasible ?",
      replace: "broken !== null && run.isCut ?",
    },
    {
      what: "A schedule that ends too early on repaired code is never played on.",
      find: 'nothingShown !== null && !run.isCut && schedule.end === "stop"',
      replace: "false",
    },
    {
      what: "A schedule that breaks when it is played on is no longer told so.",
      find: "if (further.broken !== null) {",
      replace: "if (false) {",
    },
    {
      what: "A schedule that cannot be played on the code any more counts as a success.",
      find: "if (isInfeasible) return",
      replace: "if (isInfeasible && isCut) return",
    },
    {
      what: "A schedule that does not put its invariant to the test counts as a success.",
      find: 'return state === "not-checked" ?',
      replace: 'return state === "broken" ?',
    },
  ],
  "stagehands.ts": [
    {
      what: "Processes count as contaminated only when all of them are.",
      find: "return said.includes(true);",
      replace: "return !said.includes(false);",
    },
  ],
  "steps.ts": [
    {
      what: "The last step is not told.",
      find: "seq <= lastSeq",
      replace: "seq < lastSeq",
    },
    {
      what: "The steps end before the call whose effect they are about.",
      find: "return answer?.seq ?? seq;",
      replace: "return seq;",
    },
    {
      what: "An effect that comes a second time is told like the first.",
      find: "repeat > 0 ?",
      replace: "repeat > 1 ?",
    },
    {
      what: "A refused call is told in the words of a lost answer.",
      find: 'refused: " (a passing failure: not carried out)",',
      replace: 'refused: " (carried out, and the answer was lost)",',
    },
    {
      what: "What a receiver asks while it starts is told as a step.",
      find: 'call.operation === "process" || isSetUp(call)',
      replace: 'call.operation === "process"',
    },
  ],
};

const exploration: Readonly<Record<string, readonly Planted[]>> = {
  "actors.ts": [
    {
      what: "What becomes of a reply is set on the attempt after the one that is meant.",
      find: "this.#attempts[actor - 1]?.attemptId",
      replace: "this.#attempts[actor]?.attemptId",
    },
    {
      what: "Of several calls of one actor the newest goes first.",
      find: "if (!first.has(actor)) first.set(actor, call);",
      replace: "first.set(actor, call);",
    },
  ],
  "attacker.ts": [
    {
      what: "The attacker draws from the provider's own chance.",
      find: 'const random = stage.random.fork("attacker");',
      replace: "const random = stage.random;",
    },
  ],
  "clock-driver.ts": [
    {
      what: "After a jump of the clock, the real time before it counts once more.",
      find: "fromMs = clock.nowMs();\n        elapsedMs = stopwatch();",
      replace: "fromMs = clock.nowMs();",
    },
  ],
  "conductor.ts": [
    {
      what: "A history that is full counts as one that was played to its end.",
      find: "isCut: this.#isTooLong() || this.#world.isFull,",
      replace: "isCut: this.#isTooLong(),",
    },
    {
      what: "Every look of a poll is tried with crashes and faults.",
      find: "if (this.#pace.onlyLooked()) this.#choices.splice(looksFrom);",
      replace: "",
    },
    {
      what: "The receiver's own timers are not followed once everything is settled.",
      find: "(nextMs ?? Infinity) > quietSinceMs + FOLLOWED_MS",
      replace: "(nextMs ?? Infinity) > quietSinceMs + QUIET_MS",
    },
    {
      what: "The schedule goes on while the receiver is down.",
      find: "        nextOfWorldMs === null &&\n",
      replace: "",
    },
    {
      what: "A crash after a call does not happen.",
      find: 'if (fate !== "crash-after") return;\n    await world.crash();',
      replace: 'if (fate !== "crash-after") return;',
    },
    {
      what: "Rest is over with the answers, whatever they set off.",
      find: "return (isAnswered && this.#world.isAtRest()) || (isAnswered && (nextMs ?? Infinity) > untilMs);",
      replace: "return isAnswered;",
    },
    {
      what: "Everything counts as settled while a retry waits for its hour.",
      find: '.every(({ state }) => state === "delivered" || state === "dead-letter");',
      replace: '.every(({ state }) => state !== "in-flight");',
    },
    {
      what: "A slow call is answered at once.",
      find: "delayMs: Math.max(1, startedMs + this.#options.retryArrivesMs - nowMs)",
      replace: "delayMs: 1",
    },
    {
      what: "A service that is down is up again for the next call.",
      find: "(this.#downUntilMs.get(service) ?? 0) > nowMs",
      replace: "false",
    },
    {
      what: "A handler that never stops calling is not cut off.",
      find: "this.#pace.isTooLong || this.#executed.length >= MOST_ACTIONS",
      replace: "this.#pace.isTooLong",
    },
    {
      what: "A run's history goes on with the end of its world.",
      find: "history: [...this.#world.history],",
      replace: "history: this.#world.history,",
    },
  ],
  "courier.ts": [
    {
      what: "A retry still comes after a redelivery by hand has succeeded.",
      find: "cancelRetry(deliveryId);\n        recorder.record({",
      replace: "recorder.record({",
    },
  ],
  "dependence.ts": [
    {
      what: "A read and a write of the same service count as independent.",
      find: "return onlyReads(one) && onlyReads(other);",
      replace: "return onlyReads(one) || onlyReads(other);",
    },
  ],
  "expansion.ts": [
    {
      what: "A receiver that says 2xx in spite of a failed call lives on.",
      find: 'withTrouble({ do: "reply", actor, fate: "crash-after" }, troubled)',
      replace: 'withTrouble({ do: "reply", actor, fate: "lost" }, troubled)',
    },
    {
      what: "What fails goes on failing only when the receiver says that it failed.",
      find: "!saidDone(played, troubled.actor)",
      replace: "saidDone(played, troubled.actor)",
    },
    {
      what: "A call sleeps on although one that it depends on goes first.",
      find: "[...asleep, ...tried].filter((one) => independent(one, other));",
      replace: "[...asleep, ...tried];",
    },
    {
      what: "Schedules with one change of actor are left out.",
      find: "preemptions <= 1",
      replace: "preemptions < 1",
    },
    {
      what: "The receiver is never killed between its work and its reply.",
      find: '["crash-before", "crash-after"]',
      replace: '["crash-after"]',
    },
    {
      what: "Calls are refused twice instead of having their answer lost.",
      find: 'fate: "answer-lost"',
      replace: 'fate: "refused"',
    },
    {
      what: "What a schedule had begun already begins once more.",
      find: ".slice(begun)",
      replace: "",
    },
  ],
  "job-runner.ts": [
    {
      what: "Several jobs run at a time.",
      find: "if (receiver === null || isRunning()) return false;",
      replace: "if (receiver === null) return false;",
    },
  ],
  "live-session.ts": [
    {
      what: "A request that is underway when the session ends is never answered.",
      find: "void this.#over.promise.then(refuse);",
      replace: "",
    },
  ],
  "memory/kinds.ts": [
    {
      what: "A list of objects counts as one that cannot change.",
      find: 'const isSingle = (kind: Kind): boolean => kind === "inert" || kind === "tool";',
      replace: 'const isSingle = (kind: Kind): boolean => kind !== "unknown";',
    },
    {
      what: "What another file of the receiver has counts as a package.",
      find: 'return source.startsWith(".") ? "given" : "package";',
      replace: 'return "package";',
    },
  ],
  "memory/memory.ts": [
    {
      what: "Only code that keeps memory in every file counts.",
      find: "return programs.some((program) => keepsMemory(program, runAtStart));",
      replace: "return programs.every((program) => keepsMemory(program, runAtStart));",
    },
    {
      what: "What a function made that runs while the receiver starts counts as the request's.",
      find: "return !isFunction(owner) || runAtStart.has(owner);",
      replace: "return !isFunction(owner);",
    },
    {
      what: "An object may change itself.",
      find: "isChanged(node, parents) || (writesTo(node, parents) && !isInConstructor(node, parents))",
      replace: "isChanged(node, parents)",
    },
  ],
  "memory/startup.ts": [
    {
      what: "Only functions of the same name in the file itself run at the start.",
      find: "this.#alias(node.local.name, nameOf(node.imported));",
      replace: "",
    },
  ],
  "memory/uses.ts": [
    {
      what: "A list that requests push to does not count as memory.",
      find: '"clear", "push", "pop"',
      replace: '"clear", "pop"',
    },
    {
      what: "A table may go by another name, under which it is changed.",
      find: 'return kind === "inert" || kind === "tool" || (isMember && kind === "table");',
      replace: "return true;",
    },
    {
      what: "Object.assign changes nothing.",
      find: '(isMember || kind !== "table") && !changes(nameOf(parent.callee))',
      replace: "true",
    },
  ],
  "network.ts": [
    {
      what: "The receiver lives on after a reply that it is killed after.",
      find: 'if (fate === "crash-after") await host.crash();',
      replace: 'if (fate === "crash-before") await host.crash();',
    },
  ],
  "run.ts": [
    {
      what: "The oldest actor always goes first, whoever was last.",
      find: "enabled.find(({ actor }) => actor === last)?.actor ?? enabled[0]?.actor ?? null",
      replace: "enabled[0]?.actor ?? null",
    },
  ],
  "pace.ts": [
    {
      what: "Time does not grow with the stillness, so that a poll fills the history.",
      find: "const GROWTH = 3;",
      replace: "const GROWTH = 0;",
    },
    {
      what: "A request that is underway does not keep time from jumping.",
      find: "if (!this.#world.isAtRest()) this.#stillSinceMs = this.#world.nowMs;",
      replace: "",
    },
    {
      what: "What a poll does is no news.",
      find: "return times <= MOST_NEWS;",
      replace: "return false;",
    },
    {
      what: "A receiver that notes for ever that it lives is always news.",
      find: "return times <= MOST_NEWS;",
      replace: "return true;",
    },
    {
      what: "A parcel among a heartbeat's notes is no news.",
      find: "(this.#news.get(entry.subject) ?? 0) + 1",
      replace: "[...this.#news.values()].reduce((sum, one) => sum + one, 0) + 1",
    },
  ],
  "pacing.ts": [
    {
      what: "Nothing is held, because the usual pace overrides it.",
      find: '{ ...liveSessionPacing, shopCallMs: () => "held" }',
      replace: '{ shopCallMs: () => "held", ...liveSessionPacing }',
    },
  ],
  "power.ts": [
    {
      what: "A second outage makes the first one shorter.",
      find: "Math.max(Math.ceil(clock.nowMs + durationMs), outage?.untilMs ?? 0)",
      replace: "Math.ceil(clock.nowMs + durationMs)",
    },
  ],
  "receiver-host.ts": [
    {
      what: "Requests come before the receiver has done what it does by itself at its start.",
      find: 'if (reason === "start") await this.#untilIdle(started.receiver);',
      replace: "",
    },
    {
      what: "A request starts a receiver that is to stay down.",
      find: "this.#isKeptDown = true;",
      replace: "this.#isKeptDown = false;",
    },
    {
      what: "What a dead process had asked of the shop is carried out all the same.",
      find: "await ended?.line.close();",
      replace: "void ended;",
    },
  ],
  "recorder.ts": [
    {
      what: "A history holds one entry more than its bound.",
      find: "entries.length >= bounds.entries - 1",
      replace: "entries.length >= bounds.entries",
    },
  ],
  "search.ts": [
    {
      what: "A family that has just reached its bound counts as incomplete.",
      find: "schedules >= family.most && left + next.length > 0",
      replace: "schedules >= family.most",
    },
    {
      what: "With several lanes the newest result comes first.",
      find: "underway.splice(0, 1)",
      replace: "underway.splice(-1, 1)",
    },
    {
      what: "A run that was given up half way is judged.",
      find: "if (!run.isInfeasible && !run.isPruned) {",
      replace: "if (!run.isInfeasible) {",
    },
    {
      what: "A call that sleeps never wakes while a schedule is played.",
      find: "if (chosen !== undefined) sleeping = sleeping.filter((one) => independent(one, chosen));",
      replace: "",
    },
    {
      what: "A family counts as complete although schedules of it were cut off.",
      find: "complete: notes.length === 0",
      replace: "complete: !hasMore",
    },
  ],
  "shop-desk.ts": [
    {
      what: "A lost answer reaches the handler.",
      find: "open.answer(failedInPassing(call.service));",
      replace: "open.answer(reply);",
    },
    {
      what: "A call that would only wait for a transaction is offered as a choice.",
      find: "ticket === null && !this.#shop.wouldWait(call),",
      replace: "ticket === null,",
    },
  ],
  "shop-faults.ts": [
    {
      what: "The history does not tell that a call was slow.",
      find: ' || kind === "slow"',
      replace: "",
    },
  ],
  "shrink.ts": [
    {
      what: "Shrinking stops at the first action that is needed.",
      find: "else end -= 1;",
      replace: "else return best;",
    },
    {
      what: "It is never tried to end the history where the failure shows.",
      find: 'end: "stop",\n  }));',
      replace: "}));",
    },
  ],
  "theatre.ts": [
    {
      what: "A run that was stopped in its middle counts like any other.",
      find: "if (signal?.aborted === true) throw new StoppedError",
      replace: "if (signal === null) throw new StoppedError",
    },
    {
      what: "A receiver that is to have a blank secret is given its real one.",
      find: 'if (secrets === "one")',
      replace: 'if (secrets === "one" || secrets === "blank")',
    },
  ],
  "token.ts": [
    {
      what: "A token does not carry the seed.",
      find: "JSON.stringify(reproduction)",
      replace: "JSON.stringify({ ...reproduction, seed: 1 })",
    },
    {
      what: "What a token unfolds to may be as large as it likes.",
      find: "inflateRawSync(bytes, { maxOutputLength: MAX_JSON_BYTES })",
      replace: "inflateRawSync(bytes)",
    },
  ],
  "world.ts": [
    {
      what: "During a rotation the receiver is given the new secret twice.",
      find: "WEBHOOK_SECRET_PREVIOUS: previous",
      replace: "WEBHOOK_SECRET_PREVIOUS: current",
    },
  ],
  "families/all.ts": [
    {
      what: "Rotation of keys is never searched.",
      find: "  noSecret,\n  keyRotation,",
      replace: "  noSecret,",
    },
  ],
  "families/attacks.ts": [
    {
      what: "Forgeries of a captured request are never sent.",
      find: 'scheduleOf(main, rest, ...oneByOne(attacksOf("forgery")), copyOf(0))',
      replace: 'scheduleOf(main, rest, ...oneByOne(attacksOf("bad-input")))',
    },
  ],
  "families/deliveries.ts": [
    {
      what: "An older event that comes late comes before anybody has looked.",
      find: "durationMs: 11_000",
      replace: "durationMs: 100",
    },
    {
      what: "Versions that are compared as text are in order all the same.",
      find: "fields: { version: 10 }",
      replace: "fields: { version: 9.5 }",
    },
    {
      what: "The latest redelivery comes after eight hours instead of eight days.",
      find: "8 * DAY_MS",
      replace: "8 * HOUR_MS",
    },
  ],
  "families/family.ts": [
    {
      what: "Everything begins with another event than the scenario's main one.",
      find: "(type === main ? 0 : 1)",
      replace: "(type === main ? 1 : 0)",
    },
  ],
  "families/troubles.ts": [
    {
      what: "Nobody pays again after a payment that did not match.",
      find: "oneByOne([wrong, main])",
      replace: "oneByOne([wrong])",
    },
    {
      what: "Slow calls are searched with another family's expansion.",
      find: 'expand: ["slow-calls", "said-done"]',
      replace: 'expand: ["call-faults", "said-done"]',
    },
  ],
};

/** What a schedule is stands in the contract, because attacks of labs are made of it, too. */
const contract: Readonly<Record<string, readonly Planted[]>> = {
  "schedule.ts": [
    {
      what: "A schedule ends with its last action, before any retry.",
      find: '  end: "settle",',
      replace: '  end: "stop",',
    },
  ],
};

const provider: Readonly<Record<string, readonly Planted[]>> = {
  "unsigned-detours.ts": [
    {
      what: "The unsigned event that should call itself plain text calls itself JSON.",
      find: '() => "text/plain"',
      replace: '() => "application/json"',
    },
    {
      what: "The other spelling of the path differs at its end alone.",
      find: "path.toUpperCase()",
      replace: "path",
    },
  ],
};

/** What judges find in what is said, in whatever spelling. */
const judges: Readonly<Record<string, readonly Planted[]>> = {
  "decoding.ts": [
    {
      what: "Base64 is read from its beginning only, so that a word before it hides it.",
      find: "[0, 1, 2, 3].map",
      replace: "[0].map",
    },
    {
      what: "What is escaped in the JSON that bytes hold stays as it is.",
      find: ".map(read)).map(unescaped);",
      replace: ".map(read));",
    },
    {
      what: "Numbers are read as bytes only where one space stands between them.",
      find: "\\d{1,3},\\s*",
      replace: "\\d{1,3}, ",
    },
  ],
  "leaks.ts": [
    {
      what: "A secret is found as a whole only.",
      find: "return [secret.slice(0, TELLING_CHARACTERS), secret.slice(-TELLING_CHARACTERS)];",
      replace: "return [secret];",
    },
    {
      what: "Any name may stand before a card's digits, so that orders are taken for cards.",
      find: "(?:last_?(?:4|four)|(?<![a-z])(?:card|ending))_",
      replace: "[a-z\\\\d]+_",
    },
    {
      what: "What is written in other spellings is not looked into.",
      find: "find(text, place) ?? find(decoded(text), place)",
      replace: "find(text, place)",
    },
  ],
  "told-signature.ts": [
    {
      what: "To echo the valid signature of a request counts as telling it.",
      find: " && !forms.some((form) => brought.includes(form))",
      replace: "",
    },
    {
      what: "A signature is looked for under the first secret only.",
      find: "shared.flatMap(",
      replace: "shared.slice(0, 1).flatMap(",
    },
    {
      what: "Every scheme is taken for one that signs the body alone.",
      find: "if (!signsTime) return",
      replace: "if (signsTime || !signsTime) return",
    },
  ],
  "invariants/effect-at-most-once.ts": [
    {
      what: "Mails of one event that differ in the time they tell are two mails.",
      find: "? same : likeBefore(observed, effect)",
      replace: "? same : undefined",
    },
    {
      what: "Mails with keys of their own are one when they differ in numbers.",
      find: 'fold(keyOf(args) ?? "", longWord)',
      replace: 'fold(keyOf(args) ?? "", anyWord)',
    },
    {
      what: "Equal receipts for two payments are one that was sent twice, whatever their keys.",
      find: 'if (second.effect !== "mailed") return false;',
      replace: "return false;",
    },
    {
      what: "A worker that runs again is taken for one that goes on.",
      find: "if (second.attemptId !== null) return false;",
      replace: "return false;",
    },
  ],
  "invariants/keeps-newest-state.ts": [
    {
      what: "Only paid and pending undo a refund.",
      find: "return refund !== NEVER && latest",
      replace: 'return (status === "paid" || status === "pending") && latest',
    },
    {
      what: "Any event may deny a payment, however old it is.",
      find: "return causes.length > 0 && causes.every((one) => versionOf(one) < paidBy);",
      replace: "return false;",
    },
  ],
  "invariants/keeps-secrets.ts": [
    {
      what: "No log line belongs to a request, so that none can tell its signature.",
      find: "  seq,\n  attemptId,\n",
      replace: "  seq,\n  attemptId: null,\n",
    },
  ],
};

const bugsIn = (folder: string, files: Readonly<Record<string, readonly Planted[]>>): SeededBug[] =>
  Object.entries(files).flatMap(([name, bugs]) => bugs.map((bug) => ({ file: `${folder}/${name}`, ...bug })));

export const seededBugs: readonly SeededBug[] = [
  ...bugsIn("server/grading", grading),
  ...bugsIn("server/exploration", exploration),
  ...bugsIn("server/contract", contract),
  ...bugsIn("server/provider/attacks", provider),
  ...bugsIn("content/schema", judges),
];

/** The text of a bug's file with the bug in it. @throws when the code that it changes does not stand there exactly once. */
export function plant(root: string, { file, what, find, replace }: SeededBug): string {
  const [before, after, ...others] = readFileSync(join(root, file), "utf8").split(find);
  if (before === undefined || after === undefined || others.length > 0)
    throw new Error(
      `${file}: the code of "${what}" does not stand there exactly once. Bring test/mutation/seeded-bugs.ts up to date: ${find}`,
    );
  return before + replace + after;
}
