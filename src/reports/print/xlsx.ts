/**
 * Rows as a workbook for Excel and LibreOffice (Office Open XML, ECMA-376): one sheet, its first row frozen. Times are durations
 * that a spreadsheet adds up, and shares are percentages.
 */
import { strToU8, Zip, ZipDeflate } from 'fflate';
import type { ReportRow } from '../figures/report.ts';
import { columnsOf } from './csv.ts';

/** Rows of a sheet, the first one included: a spreadsheet reads no more. */
export const mostSheetRows = 1_048_576;

type Kind = 'text' | 'number' | 'duration' | 'share';

/** Places in `cellXfs` of `styles`. */
const styleOf: Readonly<Record<Kind | 'title', number>> = {
  text: 0,
  number: 0,
  title: 1,
  duration: 2,
  share: 3,
};
const aDay = 86_400_000;
/** Written at once. */
const atOnce = 500;

export function* xlsxParts(rows: readonly ReportRow[], sheet: string): Generator<Uint8Array> {
  const done: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    done.push(chunk);
  });
  for (const [name, text] of Object.entries(frame(sheet))) {
    const file = new ZipDeflate(name, { level: 1 });
    zip.add(file);
    file.push(strToU8(text), true);
  }
  const file = new ZipDeflate('xl/worksheets/sheet1.xml', { level: 1 });
  zip.add(file);
  const columns = columnsOf(rows).map((name) => ({ name, kind: kindOfColumn(name) }));
  file.push(strToU8(sheetHead(columns.length)));
  for (let from = -1; from < rows.length; from += atOnce) {
    const first = Math.max(from, 0);
    const lines = rows.slice(first, from + atOnce).map((row, nth) => line(row, columns, first + nth + 2));
    if (from === -1) lines.unshift(titles(columns));
    file.push(strToU8(lines.join('')));
    yield* done.splice(0);
  }
  file.push(strToU8('</sheetData></worksheet>'), true);
  zip.end();
  yield* done.splice(0);
}

interface Column {
  readonly name: string;
  readonly kind: Kind;
}

function kindOfColumn(name: string): Kind {
  if (name === 'name' || name === 'period') return 'text';
  if (/Ms(?=$|:)/.test(name)) return 'duration';
  return /^serviceLevel|^occupancy|Share$|^firstCallResolution$/.test(name) ? 'share' : 'number';
}

const titles = (columns: readonly Column[]): string =>
  `<row r="1">${columns.map(({ name, kind }, nth) => textCell(`${letters(nth)}1`, kind === 'duration' ? name.replace(/Ms(?=$|:)/, '') : name, styleOf.title)).join('')}</row>`;

function line(row: ReportRow, columns: readonly Column[], nth: number): string {
  let cells = '';
  for (const [index, { name, kind }] of columns.entries()) {
    const value = row[name];
    if (value === undefined) continue;
    const at = `${letters(index)}${nth}`;
    cells +=
      typeof value === 'string'
        ? textCell(at, value, styleOf.text)
        : `<c r="${at}" s="${styleOf[kind]}"><v>${kind === 'duration' ? value / aDay : value}</v></c>`;
  }
  return `<row r="${nth}">${cells}</row>`;
}

/** Never a formula, whatever it begins with: its type says that it is text. */
const textCell = (at: string, text: string, style: number): string =>
  `<c r="${at}" t="inlineStr" s="${style}"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`;

const escaped = (text: string): string =>
  Array.from(text)
    .filter(isInXml)
    .map((letter) => entities[letter] ?? letter)
    .join('');

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** XML 1.0 has no place for control characters, halves of surrogate pairs and the last two of the plane. */
function isInXml(letter: string): boolean {
  const code = letter.codePointAt(0) ?? 0;
  if (code < 32) return code === 9 || code === 10 || code === 13;
  return (code < 0xd800 || code > 0xdfff) && code !== 0xfffe && code !== 0xffff;
}

/** 0: A, 25: Z, 26: AA. */
function letters(nth: number): string {
  const rest = Math.floor(nth / 26) - 1;
  return (rest >= 0 ? letters(rest) : '') + String.fromCodePoint(65 + (nth % 26));
}

const sheetHead = (columns: number): string =>
  `${head}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>${columns === 0 ? '' : `<cols><col min="1" max="${columns}" width="16" customWidth="1"/></cols>`}<sheetData>`;

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packaged = 'http://schemas.openxmlformats.org/package/2006';
const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

const frame = (sheet: string): Readonly<Record<string, string>> => ({
  '[Content_Types].xml': `${head}<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${type}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${type}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${type}.styles+xml"/></Types>`,
  '_rels/.rels': `${head}<Relationships xmlns="${packaged}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/workbook.xml': `${head}<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="${escaped(sheet)}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': `${head}<Relationships xmlns="${packaged}/relationships"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
  'xl/styles.xml': `${head}<styleSheet xmlns="${main}"><numFmts count="1"><numFmt numFmtId="164" formatCode="0.0%"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/><xf numFmtId="46" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>`,
});
