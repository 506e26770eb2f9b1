import type { TimelineItem } from '@sarangbang/shared/room/timeline.ts'
import { words } from '../i18n/words.ts'

/** One line of the last item, as a list shows it. A row never holds more than some 40 letters; 200 are enough to cut by width. */
export const sayPreview = (item: TimelineItem): string => {
  switch (item.kind) {
    case 'message':
      return item.text.slice(0, 200).toWellFormed().replace(/\s+/g, ' ')
    case 'erased':
      return words().rooms.erased
    case 'system':
      return words().rooms.began
  }
}
