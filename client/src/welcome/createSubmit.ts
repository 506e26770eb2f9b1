import { createSignal } from 'solid-js'

/**
 * Sending a form once at a time. `run` is called at most once until it has ended, however often Enter is pressed; `busy` is true
 * meanwhile. Afterwards the first field with something wrong gets the focus, so that its words are read next.
 */
export const createSubmit = (run: () => Promise<void>) => {
  const [busy, setBusy] = createSignal(false)
  const submit = async (event: SubmitEvent & { readonly currentTarget: HTMLFormElement }): Promise<void> => {
    event.preventDefault()
    const form = event.currentTarget
    if (busy()) return
    setBusy(true)
    try {
      await run()
    } finally {
      setBusy(false)
    }
    form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }
  return { busy, submit }
}
