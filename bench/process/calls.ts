/** What a process of the bench can be asked for, by name, over IPC. */
export type Calls = Record<string, (input: never) => Promise<unknown>>
