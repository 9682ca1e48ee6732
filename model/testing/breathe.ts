/** Lets what is under way come as far as it can: every promise that can settle does so before the event loop's next turn. */
export const breathe = () => new Promise<void>((resolve) => setImmediate(resolve));
