import { createPrivateKey, createPublicKey } from "node:crypto";

/**
 * The gateway of this sandbox has a key pair of its own, the same in every world, so that the public half can stand in
 * anybody's settings. It protects nothing: whoever has this file has both halves.
 */
const pair = {
  kty: "RSA",
  n: [
    "tWO36RgdI074yOaTKl0manOyvHCK_Jqh4WYbd2UnA9CEJzI4y77ioGqblnTcAngf7ChQmlyZ2tz6HadURrYUA6DKiX",
    "OqzrJzxE4yInW0ahxS5KYYSj8aWx7mXF_uvr72LwiNBMfMxi4SupCymvjF3Gy0ODMvL-b5rP85iCMlLqq3SPXkUXhv",
    "1Uh92AjN_PmV1BTIetwXnLgBXq7VOrD5Yr4hnm7wiur17X8dI1ShQjkcz7Kz5uK0GuB9zsXvPGVBl6Gl9tJ7qaLqr4",
    "FIFZ55RluM2tc0O4FeoQgfTUrRr3ab0P4EGJgtEpPO9kSn4ovFT1G3PcBxK2tFFQsqdNYWdw",
  ].join(""),
  e: "AQAB",
  d: [
    "SXUPOyYJUs2-Aboi2hKsJoshVJ_tIVxL93h-4gzETo6onikACD8PDzDtPnKn0JYuM1imP8UFh7Va0xx7DEHbfBanPx",
    "_pCdkJ-fNC6WKqhBhhV3iOOK8ycLlkR_-Ps46pKyX22ftCCfYJnqVPt2PM2TXqjCHqV6dd8HnRpji5a5qGqkpR1iuF",
    "YWGVjI5xiZ05TeAcpiTyhc6Q_etYAR0laD1vx0et9ybp9SQmBBgvJj9Mk-5moyNfrZ6NOnIC-kTijtvujU0IC6ybgh",
    "ByOc8VmUe9HszDc-iivIqTXZ-d6TyuHB31pFkXeD78ZkFp3S4ZMILMX7tmNnNdO-WV1kbjCQ",
  ].join(""),
  p: [
    "73Y5ZuqD4tMwezvJLTkpy9uJjwzkei2C-v1i6FejCvIANYWn5cpHv6HJLC33NeLph_aEHRJ0eTufwPVR2AYls0lVWp",
    "S0vYSqovd-MawDAPxuIk-Z7v_u-bmaiufZYYATsUpVa0xBywuVFso_cz3UddLoZEzdIDBM9nyUKw6u8-8",
  ].join(""),
  q: [
    "werBCpcbj-Xirh43_1SEjwBWnKqM8Tk9KvOeHdWI3Cm7cq4lOXVSHYew6hLugvTgaFOja9k1u4BkAih-CTuQeE-7Ag",
    "fhZXSkLZeJIBWrAUv0XehiL8nuUguLCdDD9NBiuYS7zbw8kq05Nsc65ZxqleXn5mOBIQ2fb6nBoiHDXfk",
  ].join(""),
  dp: [
    "LSSpj6hYcrODqUfNFlR3d7IMjcZNcGcSEUUhl1GmMBMNTQnEbEKlIhBa_5QuzZ7YjcRAhcaL5KsD4_mbk1EdXF5P1A",
    "LCzBOto4lq5exaqJ3uGVPOXksrfzKpWtR4m7PsgnjT_6VhpeiqE6DPM2eNnSTEoNwIt9_DMpiryi47d0s",
  ].join(""),
  dq: [
    "vxvom9NIKozY1diaP1zAN16R_VxoAuPyUH4_eg-UDcZjIiZWMUZaYxfzVvzJau6Cqs6i5ArxVZS2-xmE_Pxi6O9K0j",
    "mJ_T7y_qu1TJWOLnz4nAQFoCtWYC1YHZhNRtyIL2WM4Ll-yN9G36GBfgClWo11-ixeeoC-fIHEf1DfBaE",
  ].join(""),
  qi: [
    "KEIVbDaHTTjkfjzzXVUEiD52rBHIOgZHNaXlL3uqn7MV4lnECo_Pty6AKO9KVYFxJat_FdtJ0exefmU9yaLz_oSMrJ",
    "k2zQV125chkdvGGfLMwvjMivkTjot4SeWvUluZy_JmawgzP_w7qwX08xdxzUqO5CStMD7pnwFK8jl4RAU",
  ].join(""),
} as const;

/** Reads what merchants have encrypted. */
export const gatewayKey = createPrivateKey({ key: pair, format: "jwk" });

/** What merchants encrypt with, in the form in which it stands in a portal: DER as Base64. */
export const publicKey = createPublicKey(gatewayKey)
  .export({ type: "spki", format: "der" })
  .toString("base64");
