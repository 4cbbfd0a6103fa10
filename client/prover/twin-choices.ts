// Which other handlers a schedule can be played on: the starter, the code as it was proved, templates, and one's own drafts of them.
/// <reference path="../features/playground/templates.d.ts" />
import templates from "virtual:templates";
import { type Files, sameFiles } from "../editor/store.ts";
import { readLocalFiles } from "../workbench/draft.ts";
import type { Case } from "./case.ts";

export interface TwinChoice {
  readonly key: string;
  readonly name: string;
  readonly about: string;
  readonly files: Files;
}

interface Known {
  readonly chosen: Case;
  /** The code as it stands. */
  readonly files: Files;
  readonly starter: Files;
  /** The code in which the counterexample was found. */
  readonly proved: Files;
  readonly draftKey: string;
}

/** Code equal to what stands in the editor is left out, and templates that check another scheme. */
export function twinChoices({ chosen, files, starter, proved, draftKey }: Known): TwinChoice[] {
  const fitting = templates.filter(({ schemes }) => schemes.includes(chosen.scheme));
  const choices: TwinChoice[] = [
    { key: "starter", name: "The starter", about: "Where this code began.", files: starter },
    { key: "proved", name: "The code before", about: "As it was when this was found.", files: proved },
    ...fitting.map(({ id, title, about, files: own }) => ({ key: id, name: title, about, files: own })),
    ...fitting.flatMap(({ id, title }) => {
      const key = `playground/${id}`;
      const own = key === draftKey ? null : readLocalFiles(key);
      return own
        ? [{ key, name: `Yours: ${title}`, about: "As you left it in the playground.", files: own }]
        : [];
    }),
  ];
  const isNew = ({ files: other }: TwinChoice, index: number) =>
    Object.keys(other).length > 0 &&
    !sameFiles(other, files) &&
    choices.findIndex((earlier) => sameFiles(earlier.files, other)) === index;
  return choices.filter(isNew);
}
