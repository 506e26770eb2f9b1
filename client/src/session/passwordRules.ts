import { fail, ok, type Result } from '@sarangbang/shared/result.ts'

export const minPasswordCharacters = 8

export type PasswordFault =
  | { readonly kind: 'password-too-short'; readonly characters: number }
  | { readonly kind: 'password-has-space' }

/** A1. Only here: the relay never sees a password (OPAQUE), so it cannot check one. Characters are code points of the NFC form. */
export const checkPassword = (password: string): Result<string, PasswordFault> => {
  const normal = normalPassword(password)
  if (/\s/u.test(normal)) return fail({ kind: 'password-has-space' })
  const characters = [...normal].length
  return characters < minPasswordCharacters ? fail({ kind: 'password-too-short', characters }) : ok(normal)
}

/** Two keyboards may compose the same 한글 differently; the password is the same. */
export const normalPassword = (password: string): string => password.normalize('NFC')
