export declare const budgetKb: number
export declare const measureEntry: () => {
  readonly files: readonly { readonly file: string; readonly kb: number }[]
  readonly totalKb: number
}
