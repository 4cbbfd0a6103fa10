// Reads the YAML of content: version 1.2, and `<<` for what several places share.
import { CORE_SCHEMA, load, mergeTag } from "js-yaml";

const schema = CORE_SCHEMA.withTags(mergeTag);

/** @throws YAMLException, with line and column, for text that is no YAML. */
export const parseYaml = (text: string): unknown => load(text, { schema });
