import { expect, type Page } from '@playwright/test'
import type { AccountId } from '@sarangbang/shared/crypto/ids.ts'
import { headName, monthName, monthOf, type DocumentName } from '@sarangbang/shared/room/documentName.ts'
import type { RoomId } from '@sarangbang/shared/crypto/ids.ts'
import type { Person } from '../person.ts'

/** The account of whoever is signed in on a page. */
export const accountOn = (page: Page): Promise<AccountId> =>
  page.evaluate(async () => {
    const answer = (await (await fetch('/api/account')).json()) as {
      readonly person: { readonly keys: { account: string } }
    }
    return answer.person.keys.account
  }) as Promise<AccountId>

export interface RoomNames {
  readonly head: DocumentName
  /** What is written now stands here. */
  readonly month: DocumentName
}

/** The documents of the room that is open on a page. */
export const roomOn = (page: Page): RoomNames => {
  const room = new URL(page.url()).pathname.split('/').at(-1) as RoomId
  return { head: headName(room), month: monthName(room, monthOf(Date.now())) }
}

/** The connection details of the open room, kept open: they say what is wrong with whom. */
export const openDetails = async (page: Page): Promise<void> => {
  await page.getByRole('status').getByRole('button').first().click()
  await page.getByRole('dialog').waitFor()
}

/** The same of two who are linked, or will be in a moment: where all is well the way to the details leaves after 3 s, so the link is cut meanwhile. */
export const openLinkDetails = async ({ page }: Person, other: Person): Promise<void> => {
  await other.cutPeers()
  await expect(page.getByRole('status').getByRole('button', { name: '중계', exact: true })).toBeVisible()
  await openDetails(page)
  await other.mendPeers()
}
