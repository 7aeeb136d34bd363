# shellcheck shell=bash disable=SC2154
# needs: storescp=dcmtk echoscu=dcmtk storescu=dcmtk dump2dcm=dcmtk
# DICOM: DCMTK's archive is asked whether it is there and given an image, in clear and over TLS; one association is refused.
pair
certificates server
mkdir "$work/images" "$work/safe"
daemon server tcp 11112 storescp --output-directory "$work/images" -aet STORE 11112
daemon server tcp 11113 storescp --output-directory "$work/safe" -aet STORE +tls "$work/server.key" "$work/server.pem" -ic 11113
daemon server tcp 11114 storescp --refuse 11114
cat >"$work/image.txt" <<'PLAY'
(0008,0016) UI =SecondaryCaptureImageStorage
(0008,0018) UI [1.2.3.4.5.6]
(0010,0010) PN [Nobody]
(0010,0020) LO [1]
(0020,000d) UI [1.2.3.4.5]
(0020,000e) UI [1.2.3.4]
PLAY
dump2dcm "$work/image.txt" "$work/image.dcm" >/dev/null
observe node client eth0
settle client 10.20.0.3
at client echoscu -aec STORE 10.20.0.3 11112
at client storescu -aec STORE 10.20.0.3 11112 "$work/image.dcm"
at client echoscu --anonymous-tls +cf "$work/ca.pem" -aec STORE 10.20.0.3 11113
! at client echoscu -aec STORE 10.20.0.3 11114 >/dev/null 2>&1
sleep 0.5
