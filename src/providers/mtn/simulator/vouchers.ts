import type { MagicValue, SimulatorHost } from "../../../connector/simulator.ts";
import { ApiError } from "./gateway/api-error.ts";

/** Airtime on paper. Kept under its activation code; amounts in cents. */
export type Voucher = {
  readonly serial_number: string;
  readonly amount_minor: string;
  readonly used: boolean;
};

/** Only once, and only with its serial number. */
export function spendVoucher(
  host: SimulatorHost,
  { code, serial_number }: { readonly code: string; readonly serial_number: string },
): Voucher {
  const voucher = host.records.get<Voucher>("voucher", code);
  if (voucher === undefined || voucher.serial_number !== serial_number || voucher.used) {
    throw new ApiError("5001", "AIR: the voucher is unknown or used");
  }
  host.records.put("voucher", code, { ...voucher, used: true });
  return voucher;
}

const vouchers: Readonly<Record<string, Voucher>> = {
  "4410000000010000": { serial_number: "SN0000000001", amount_minor: "10000", used: false },
  "4410000000005000": { serial_number: "SN0000000002", amount_minor: "5000", used: true },
};

export function seedVouchers(host: SimulatorHost): void {
  for (const [code, voucher] of Object.entries(vouchers)) host.records.put("voucher", code, voucher);
}

export const magicVouchers: readonly MagicValue[] = [
  {
    field: "voucherActivationCode",
    value: "4410000000010000",
    effect: "A voucher of 100 rand with serial number SN0000000001, good once.",
    code: null,
  },
  {
    field: "voucherActivationCode",
    value: "4410000000005000",
    effect: "A voucher that was used before, with serial number SN0000000002.",
    code: "5001",
  },
];
