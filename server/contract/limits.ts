// Limits that both sides state: the server holds them, the page says them before anything is sent. No schema here,
// so that the page can import them without a validator.

export const MAX_FILE_BYTES = 200_000;
export const MAX_FILES = 20;

/** File names are flat and simple, so that no path can leave the submission. */
export const FILE_NAME = /^[a-z0-9][a-z0-9._-]{0,60}\.(ts|js|mts|mjs)$/i;
export const FILE_NAME_RULE = "Use a plain name ending in .ts or .js, such as handler.ts.";
