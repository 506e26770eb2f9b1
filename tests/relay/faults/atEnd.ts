import { onTestFinished } from 'vitest'

/** Ends something that this test opened, however the test goes; what was opened last ends first. */
export const atEnd = (end: () => unknown): void => onTestFinished(async () => void (await end()))
