import type { CodeTable } from "../catalogue/row.ts";
import { codes as momoVn } from "./momo-vn/codes.ts";
import { codes as mpesaKe } from "./mpesa-ke/codes.ts";
import { codes as mtn } from "./mtn/codes.ts";
import { codes as nellobytes } from "./nellobytes/codes.ts";
import { codes as slaDcb } from "./sla-dcb/codes.ts";

/** The rows of all providers. Free of dependencies, so that the registry runs in a browser. */
export const codeTables: readonly CodeTable[] = [mtn, slaDcb, mpesaKe, momoVn, nellobytes];
