import { adviceSentence } from "./advice.ts";
import { candidateRows, chooseRow, fittingMessage } from "./choose-row.ts";
import { familyOf } from "./families.ts";
import { type ListedRow, listedRow } from "./list.ts";
import { type NearMiss, nearMisses } from "./near-misses.ts";
import { readCode } from "./read-code.ts";
import type { Language } from "./reasons.ts";
import type { Call, CodeRow, CodeTable, RangeRule, Surface } from "./row.ts";
import { type SpokenWords, wordsFor } from "./spoken-words.ts";
import type { Values } from "./template.ts";
import { valuesOf } from "./values.ts";

/** Whatever is known of the message in which the code came. */
export interface ExplainOptions {
  readonly surface?: Surface;
  readonly call?: Call;
  readonly http_status?: number;
  readonly message?: string;
  readonly lang?: Language;
}

export interface Explanation {
  readonly provider: string;
  /** The provider's name for people. */
  readonly name: string;
  readonly code: string;
  /** `range`: the code has no row of its own and is read as one of a family, with nothing certain about the money. */
  readonly known_by: "row" | "range" | "nothing";
  /** One for each meaning that the options leave open; none where nothing knows the code. */
  readonly readings: readonly ExplainedReading[];
  /** Codes that may have been meant; empty where the code has a row. */
  readonly near: readonly NearMiss[];
}

/** A row, or what a family of codes says, with words for people. */
export type ExplainedReading = Omit<ListedRow, "reason"> & {
  readonly reason: string;
  readonly words: SpokenWords & { readonly language: Language };
  readonly advice_sentence: string;
  /** What varies in the message that was given, such as the operator's name or the limit. */
  readonly values: Values;
};

/** Null where there is no such provider. */
export function explainCode(
  tables: readonly CodeTable[],
  asked: { readonly provider: string; readonly code: string },
  options: ExplainOptions,
): Explanation | null {
  const table = tables.find(({ provider }) => provider === asked.provider);
  if (table === undefined) return null;
  const about = { provider: table.provider, name: table.name, code: asked.code };

  const rows = rowsMeant(table, asked.code, options);
  if (rows.length > 0) {
    const readings = rows.map((row) => explainRow(table, row, { code: asked.code, options }));
    return { ...about, known_by: "row", readings, near: [] };
  }
  const near = nearMisses(tables, table.provider, asked.code);
  const family = familyOf(table, { code: asked.code, surface: options.surface });
  if (family === null) return { ...about, known_by: "nothing", readings: [], near };
  return {
    ...about,
    known_by: "range",
    readings: [explainFamily(table, family, { code: asked.code, options })],
    near,
  };
}

/** With surface and call there is one row, the one by which the gateway would read; else every row that may be meant. */
function rowsMeant(table: CodeTable, code: string, options: ExplainOptions): readonly CodeRow[] {
  const { surface, call, http_status, message } = options;
  if (surface !== undefined && call !== undefined) {
    const row = chooseRow(table, {
      surface,
      call,
      http_status: http_status ?? null,
      code,
      message: message ?? null,
    });
    return row === null ? [] : [row];
  }
  const bySurface = Map.groupBy(candidateRows(table, { code, surface, call }), (row) => row.surface);
  return [...bySurface.values()].flatMap((rows) => {
    const meant = message === undefined ? rows : fittingMessage(rows, message);
    const ofStatus = meant.filter((row) => row.http_status === (http_status ?? row.http_status));
    return ofStatus.length > 0 ? ofStatus : meant;
  });
}

interface Asked {
  readonly code: string;
  readonly options: ExplainOptions;
}

function explainRow(table: CodeTable, row: CodeRow, { code, options }: Asked): ExplainedReading {
  return spoken(
    { ...listedRow(table, row), values: valuesOf(row, { code, message: options.message ?? null }) },
    options,
  );
}

function explainFamily(table: CodeTable, family: RangeRule, { code, options }: Asked): ExplainedReading {
  const { known: _, ...reading } = readCode(table, {
    surface: family.surface,
    call: options.call ?? null,
    http_status: options.http_status ?? null,
    code,
    message: options.message ?? null,
  });
  const listed = {
    provider: table.provider,
    surface: family.surface,
    calls: null,
    http_status: null,
    code,
    label: null,
    message: null,
    safe_to_charge_again: false,
    provider_says: {},
    source: family.source,
    notes: `There is no row for this code; it is read by its family, "${family.name}".`,
  };
  return spoken({ ...listed, ...reading, cancellable: false, leaves_doubt: null }, options);
}

function spoken(
  reading: Omit<ExplainedReading, "words" | "advice_sentence">,
  { lang = "en" }: ExplainOptions,
): ExplainedReading {
  return {
    ...reading,
    words: { language: lang, ...wordsFor(reading, lang) },
    advice_sentence: adviceSentence(reading.advice),
  };
}
