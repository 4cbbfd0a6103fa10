// What one statement, one result and the whole database may be at most.

export const MAX_ROWS = 10_000;
export const MAX_RESULT_BYTES = 1024 * 1024;
export const PAGE_BYTES = 4096;
const MAX_DATABASE_BYTES = 4 * 1024 * 1024;

/** See https://www.sqlite.org/limits.html. A statement's time is limited from outside. */
export const limits = {
  length: 1_000_000,
  sqlLength: 100_000,
  column: 100,
  exprDepth: 200,
  compoundSelect: 50,
  vdbeOp: 250_000,
  functionArg: 250,
  attach: 0,
  likePatternLength: 200,
  variableNumber: 1000,
  triggerDepth: 20,
};

/** Run before the gate is there. */
export const settings = `
  PRAGMA temp_store = memory;
  PRAGMA recursive_triggers = on;
  PRAGMA trusted_schema = on;
  PRAGMA max_page_count = ${MAX_DATABASE_BYTES / PAGE_BYTES};`;
