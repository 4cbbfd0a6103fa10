// The closed classes of English that the other modules reason with.
const list = (words: string) => new Set(words.trim().split(/\s+/));

export const determiners = list("the a an my your our their its his her every");
export const prepositions = list(
  "of in on at by for from with into onto over under about between through during against within via",
);
export const nominatives = list(
  "i you we they he she it this that there everyone anyone someone nobody nothing",
);
export const modals = list(
  "can could will would must should may might cannot can't won't shouldn't couldn't",
);
export const finiteVerbs = list(`is are was were be been being am has have had do does did isn't aren't wasn't
  doesn't don't didn't hasn't haven't ${[...modals].join(" ")}`);
export const conjunctions = list(
  "and or but because if when while although though unless whereas so than as",
);

/** Words that open a clause of their own. */
export const subordinators =
  list(`but because if when whenever while which although though unless whereas however
  otherwise until so since yet`);

export const functionWords = new Set([
  ...determiners,
  ...prepositions,
  ...nominatives,
  ...finiteVerbs,
  ...conjunctions,
  ...subordinators,
  ...list(`to not no never me us them him who what where why how these those it's that's i'm you're we're they're
  i'll you'll we'll they'll i'd you'd we'd i've you've we've there's what's let's then also just only even still too
  very much more most some any all both each other another such same own again after before once out up down off
  one ones two here now well versus means mean behind above below like such next per really like because's let get gets got`),
]);

/** Finite verbs common enough in answers to show that a new clause has begun after "and". */
export const clauseVerbs = new Set([
  ...finiteVerbs,
  ...list(`gets needs goes comes sends keeps makes tries returns sees knows takes stops happens waits becomes
  asks arrives calls pushes polls works fails gives stays retries receives means lets repeats delivers stores processes starts ends drops resends
  assumes thinks counts`),
]);

/** Frequent words of other languages that are no English words. */
export const foreignWords =
  list(`der das und ist nicht ein eine einen dem wird werden sich auf für mit wenn dass auch
  oder wir sie wie bei nur kann muss durch zum zur le les des et est une pour dans que qui sur pas avec ne vous nous
  sont cette être peut doit quand il elle el los las es una para con por como cuando pero más se no está hay debe puede
  cada sin o os não uma com quando mas você deve pode isso são ao il gli della che non per è sono come quando deve può
  anche het een van niet wordt zijn met voor op ook maar moet kan bir ve bu için ile olarak nie jest się na że
  przez lub jak och att det är som inte för på`);
