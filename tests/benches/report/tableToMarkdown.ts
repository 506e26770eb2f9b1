import type { Table } from './section.ts'

/** GitHub's tables: the first column to the left, numbers to the right. @throws {RangeError} where a row is not as wide as the head. */
export const tableToMarkdown = ({ head, rows }: Table): string => {
  for (const row of rows) {
    if (row.length !== head.length) throw new RangeError(`${row.length} cells under a head of ${head.length}`)
  }
  const line = (cells: readonly string[]) => `| ${cells.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`
  const rule = head.map((_, column) => (column === 0 ? '---' : '---:'))
  return [line(head), line(rule), ...rows.map(line)].join('\n')
}
