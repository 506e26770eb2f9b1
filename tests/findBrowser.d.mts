export declare const findBrowser: (options: { readonly installIfMissing: boolean }) => string
