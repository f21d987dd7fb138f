/** What every object of ours says about itself. Names and namespaces are always explicit. */
export interface ObjectMetadata {
  readonly name: string;
  readonly namespace: string;
  readonly labels?: { readonly [key: string]: string };
  readonly annotations?: { readonly [key: string]: string };
}
