export interface Case {
  readonly query: string;
  readonly time?: number;
  readonly start?: number;
  readonly end?: number;
  readonly step?: number;
  readonly ordered?: boolean;
}
export function cases(): readonly Case[];
