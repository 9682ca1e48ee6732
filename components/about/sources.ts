/** What the About page says of others' work; read from files of this repository when the site is built. */
export interface Sources {
  /** Texts that the models learned from, as the model cards name them. */
  readonly data: readonly {
    readonly title: string;
    readonly licence: string;
    readonly note: string;
  }[];
  /** Libraries that are in the page or its worker. */
  readonly libraries: readonly {
    readonly name: string;
    readonly version: string;
    readonly licence: string;
  }[];
}
