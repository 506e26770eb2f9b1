export declare const root: string
export declare const buildClient: () => void
