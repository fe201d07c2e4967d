/** Codes that no call of a gateway's can meet, each with the reason. The simulator answers with them all the same. */
export const outOfReach: readonly {
  readonly provider: string;
  readonly code: string;
  readonly why: string;
}[] = [
  {
    provider: "sla-dcb",
    code: "2028",
    why: "answers `dataProvision`, the sale of a data offer, which is no operation of the gateway's",
  },
  { provider: "sla-dcb", code: "2029", why: "answers `dataProvision` as well" },
  {
    provider: "sla-dcb",
    code: "10002",
    why: "answers an incoming SMS, which the operator hands to the platform: the merchant makes no such call",
  },
  { provider: "sla-dcb", code: "10007", why: "answers an incoming SMS as well" },
  { provider: "sla-dcb", code: "10008", why: "answers an incoming SMS as well" },
];
