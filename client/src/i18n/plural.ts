const rules = new Intl.PluralRules('en')

/** English counts: `plural(3, { one: 'message', other: 'messages' })` is "3 messages". Korean needs none of it. */
export const plural = (count: number, forms: { readonly one: string; readonly other: string }): string =>
  `${count.toLocaleString('en')} ${rules.select(count) === 'one' ? forms.one : forms.other}`
