/** Where the rows were read. */
export const apiPage = "seed: API error codes";
export const resultPage = "seed: M-Pesa result codes";
export const statusCodes = "https://github.com/edlugz/daraja, src/Data/C2BStatusCodes.php";
export const endpoints = "https://github.com/Ghostscypher/php-mpesa, mpesa_endpoints.md";
export const resultCodes = "https://github.com/felixmuhoro/laravel-mpesa, src/Enums/ResultCode.php";
export const darajaErrors = "https://github.com/ronnyabuto/daraja-error-codes, errors.json";
export const olderInitiate = "http://ecvps.net/docs/1.0/initiate";
export const ours = "our reading: no document says what this proves";
