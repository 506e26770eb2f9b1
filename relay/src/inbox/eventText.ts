import type { InboxMessage } from '@sarangbang/shared/api/inbox.ts'

/**
 * One server-sent event (HTML Living Standard §9.2.6). JSON holds no line breaks, so `data` is one line.
 * @param id where the stream stands after it; none while a snapshot is under way, so that a cut one is begun again.
 */
export const eventText = (message: InboxMessage, id: string | null): string =>
  `event: ${message.type}\n${id === null ? '' : `id: ${id}\n`}data: ${JSON.stringify(message)}\n\n`

/** A sign of life. An event, not a comment: the browser's EventSource hides comments from the page. */
export const pingText = 'event: ping\ndata: {}\n\n'

/** How soon a browser tries again by itself, in milliseconds. */
export const retryText = 'retry: 1000\n\n'
