/**
 * The strings a person sees. English is the key; the page hands over the other language's
 * catalogue once, before anything is drawn (TEXT1). Places are written `%(name)s`.
 */

/** A plural entry holds its forms in gettext's order, under the key of its first English form. */
export type Strings = Readonly<Record<string, string | readonly string[]>>;
export type Values = Readonly<Record<string, string | number>>;

const PLURAL_ORDER: readonly string[] = ["zero", "one", "two", "few", "many", "other"];

interface Language {
  readonly locale: string;
  readonly strings: ReadonlyMap<string, string | readonly string[]>;
  readonly plural: Intl.PluralRules;
  readonly time: Intl.DateTimeFormat;
  readonly date: Intl.DateTimeFormat;
  readonly day: Intl.DateTimeFormat;
  readonly number: Intl.NumberFormat;
  readonly names: Intl.Collator;
}

function languageOf(locale: string, strings: Strings): Language {
  // Day before month, 24 hours: the English of a European city, as in the documents.
  const clock = locale === "en" ? "en-GB" : locale;
  return {
    locale,
    // A Map, so that a key like "constructor" never finds something of Object's.
    strings: new Map(Object.entries(strings)),
    plural: new Intl.PluralRules(locale),
    time: new Intl.DateTimeFormat(clock, { hour: "2-digit", minute: "2-digit" }),
    date: new Intl.DateTimeFormat(clock, { day: "numeric", month: "long", year: "numeric" }),
    day: new Intl.DateTimeFormat(clock, { day: "numeric", month: "long" }),
    number: new Intl.NumberFormat(locale),
    names: new Intl.Collator(locale, { sensitivity: "base", numeric: true }),
  };
}

let language = languageOf("en", {});

/** Chooses the language of every string from now on. `strings` may be empty for English. */
export function loadStrings(locale: string, strings: Strings): void {
  language = languageOf(locale, strings);
}

/** The language in use, as a BCP 47 tag. */
export function currentLocale(): string {
  return language.locale;
}

/** The key itself: marks a string that `t` translates later, where only a variable is at hand. */
export function msgid(key: string): string {
  return key;
}

/** The string for `key` in the person's language; the English text when there is none. */
export function t(key: string, values?: Values): string {
  const found = language.strings.get(key);
  return fill(typeof found === "string" && found !== "" ? found : key, values);
}

/** The string for a count; `%(n)s` stands for the number, written as the language writes it. */
export function tn(one: string, many: string, n: number, values: Values = {}): string {
  const found = language.strings.get(one);
  const forms = Array.isArray(found) && found.length > 0 ? found : null;
  const form = forms?.[formIndex(n, forms.length)];
  return fill(form || (n === 1 ? one : many), { n: formatNumber(n), ...values });
}

/** Which of `count` gettext forms a number takes. Two forms are always singular and plural. */
function formIndex(n: number, count: number): number {
  const category = language.plural.select(n);
  if (count <= 2) return category === "one" ? 0 : count - 1;
  const used = new Set<string>(language.plural.resolvedOptions().pluralCategories);
  const order = PLURAL_ORDER.filter((name) => used.has(name));
  return Math.min(Math.max(order.indexOf(category), 0), count - 1);
}

/** As in Python: `%%` means a percent sign only where there are values to fill in. */
function fill(text: string, values: Values | undefined): string {
  if (values === undefined) return text;
  return text.replace(/%\((\w+)\)s|%%/g, (place, name: string | undefined) => {
    if (name === undefined) return "%";
    return Object.hasOwn(values, name) ? String(values[name]) : place;
  });
}

/** The time of day, hours and minutes, on the person's clock. */
export function formatTime(at_ms: number): string {
  return language.time.format(at_ms);
}

/** The day, month in words and year. */
export function formatDate(at_ms: number): string {
  return language.date.format(at_ms);
}

/** The day and the month in words; the year only where it is not this one. */
export function formatDay(at_ms: number): string {
  const isThisYear = new Date(at_ms).getFullYear() === new Date().getFullYear();
  return (isThisYear ? language.day : language.date).format(at_ms);
}

export function formatNumber(n: number): string {
  return language.number.format(n);
}

/** For sorting names: accents and case do not matter, "Group 2" comes before "Group 10". */
export function compareNames(a: string, b: string): number {
  return language.names.compare(a, b);
}
